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
    DumpBeingWritten = 2,
}
