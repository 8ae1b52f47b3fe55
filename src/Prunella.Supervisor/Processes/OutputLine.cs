using Prunella.Kernel;

namespace Prunella.Supervisor;

/// <summary>A line that a process wrote.</summary>
/// <param name="Component">Which.</param>
/// <param name="Time">When it was read, by the wall clock.</param>
/// <param name="IsError">Whether it came by standard error.</param>
/// <param name="Text">The line without its end; cut at 16 KiB.</param>
public sealed record OutputLine(ComponentName Component, DateTimeOffset Time, bool IsError, string Text);
