namespace Prunella.Kernel;

/// <summary>Stops all healing at once. Asked immediately before every action, so it must answer without waiting.</summary>
public interface IKillSwitch
{
    /// <summary>Whether healing is stopped.</summary>
    bool Engaged { get; }

    /// <summary>Why and by whom it is stopped; null while it is not.</summary>
    string? Reason { get; }
}
