namespace Prunella.Patterns.Safety;

/// <summary>Where a fix comes from.</summary>
public enum FixOrigin
{
    /// <summary>A model or a rule made it, or it came in a file of somebody else's: nobody has looked at it.</summary>
    Unverified,

    /// <summary>It came with Prunella, or in a file that the owner reviewed.</summary>
    Seeded,
}
