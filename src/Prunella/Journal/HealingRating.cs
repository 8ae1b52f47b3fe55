namespace Prunella.Journal;

/// <summary>How healing did in an incident, as a person judges it.</summary>
public enum HealingRating
{
    /// <summary>The cause was told and the remedy was right.</summary>
    Right,

    /// <summary>It helped, but something else would have been better.</summary>
    NotQuite,

    /// <summary>The cause or the remedy was wrong.</summary>
    Wrong,
}
