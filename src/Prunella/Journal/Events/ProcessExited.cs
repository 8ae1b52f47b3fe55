using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A process ended.</summary>
public sealed record ProcessExited : JournalEvent
{
    /// <summary>Its process id.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Its exit code; null where a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it, as <c>SIGKILL</c>.</summary>
    public string? Signal { get; init; }

    /// <summary>Whether we asked for it. An exit nobody asked for is a crash, whatever the code.</summary>
    public required bool Asked { get; init; }

    /// <summary>From its start.</summary>
    public required TimeSpan Uptime { get; init; }

    /// <summary>The last lines it wrote, as it wrote them.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];
}
