namespace Prunella.Health;

/// <summary>What an alert says of its episode.</summary>
public enum AlertKind
{
    /// <summary>It began.</summary>
    Raised,

    /// <summary>It still goes on.</summary>
    Repeated,

    /// <summary>It is over.</summary>
    Ended,
}
