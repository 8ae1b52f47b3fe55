namespace Prunella.Patterns.Stores;

/// <summary>Where something that is remembered comes from.</summary>
public enum Origin
{
    /// <summary>Learned from what happened; nobody has looked at it.</summary>
    Learned,

    /// <summary>Shipped, or imported from a reviewed file.</summary>
    Seeded,

    /// <summary>Made by a model.</summary>
    Generated,

    /// <summary>Written or confirmed by a person.</summary>
    Person,
}
