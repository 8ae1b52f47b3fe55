namespace Prunella.Patterns.Safety;

/// <summary>How much may be spent, in one currency of your choice; prices are given in the same.</summary>
public sealed record CostLimits
{
    /// <summary>The most for one operation. Default 0.50.</summary>
    public decimal PerOperation { get; init => field = NotNegative(value, nameof(PerOperation)); } = 0.50m;

    /// <summary>The most within a day, by UTC. Default 5.</summary>
    public decimal PerDay { get; init => field = NotNegative(value, nameof(PerDay)); } = 5m;

    private static decimal NotNegative(decimal value, string name) => value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "It must not be negative.");
}
