namespace Prunella.Link;

/// <summary>Why a silent process may be excused.</summary>
[Flags]
public enum BeatFlags : byte
{
    /// <summary>Nothing excuses it.</summary>
    None = 0,

    /// <summary>A debugger is attached: it may stand still because a person holds it.</summary>
    DebuggerAttached = 1,

    /// <summary>A dump is being written, for which the process stands still.</summary>
    /// <remarks>
    /// Not set by this library: the writer stops all threads, that of the link too. The agent sees it as <c>TracerPid</c> in
    /// <c>/proc/&lt;pid&gt;/status</c>.
    /// </remarks>
    DumpBeingWritten = 2,
}
