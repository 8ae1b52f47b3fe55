using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>The health of a project.</summary>
/// <param name="Project">Its name.</param>
/// <param name="At">When this was put together.</param>
/// <param name="State">The state of the whole.</param>
/// <param name="Reason">Which component decided it.</param>
/// <param name="Components">The components, as many as fit into a reply.</param>
public sealed record HealthReply(string Project, DateTimeOffset At, HealthState State, string Reason, IReadOnlyList<HealthView> Components) : AgentReply;
