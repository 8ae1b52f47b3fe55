namespace Prunella.Telemetry.Analysis;

/// <summary>How something differs between two analyses.</summary>
public enum ChangeKind
{
    /// <summary>Only the second has it.</summary>
    New,

    /// <summary>Only the first has it.</summary>
    Vanished,

    /// <summary>There is more of it.</summary>
    Rising,

    /// <summary>There is less of it.</summary>
    Falling,

    /// <summary>It takes longer.</summary>
    Slower,

    /// <summary>It takes less time.</summary>
    Faster,
}
