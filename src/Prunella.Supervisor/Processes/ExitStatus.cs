namespace Prunella.Supervisor;

/// <summary>How a process ended: by itself with a code, or by a signal.</summary>
/// <param name="Code">The exit code; null where a signal ended it, or it is not known.</param>
/// <param name="Signal">The number of the signal; null where it ended by itself.</param>
public readonly record struct ExitStatus(int? Code, int? Signal)
{
    /// <summary>In words: <c>exit code 0</c>, <c>SIGKILL</c>.</summary>
    public override string ToString() =>
        Signal is { } signal ? Signals.NameOf(signal) : Code is { } code ? $"exit code {code}" : "an unknown end";
}
