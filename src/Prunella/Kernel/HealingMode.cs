namespace Prunella.Kernel;

/// <summary>How much of a class of actions happens by itself. Ordered: a greater value is more leash.</summary>
public enum HealingMode
{
    /// <summary>Only note in the journal what would have been done.</summary>
    Observe = 0,

    /// <summary>Note it, and tell a person.</summary>
    Suggest = 1,

    /// <summary>Prepare it, and wait for a person's approval.</summary>
    Ask = 2,

    /// <summary>Do it, and report.</summary>
    Auto = 3,
}
