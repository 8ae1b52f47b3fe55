using Prunella.Kernel;

namespace Prunella.Cli.Demo;

/// <summary>Something bad that is done to a service.</summary>
/// <param name="Name">Stable, for <c>--json</c>: <c>kill</c>.</param>
/// <param name="Title">For people: <c>kill -9</c>.</param>
/// <param name="Component">To whom.</param>
/// <param name="Explanation">What it stands for in real life, one line.</param>
/// <param name="InjectAsync">Does it.</param>
internal sealed record DemoFault(string Name, string Title, ComponentName Component, string Explanation, Func<DemoStage, Task> InjectAsync);
