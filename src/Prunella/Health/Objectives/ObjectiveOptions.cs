namespace Prunella.Health;

/// <summary>What a service promises. Section <c>Prunella:Health:Objectives</c>.</summary>
public sealed record ObjectiveOptions
{
    /// <summary>The most objectives: each takes about 9 KB.</summary>
    public const int Most = 256;

    /// <summary>The objectives. Default none; at most <see cref="Most"/>.</summary>
    public IList<ServiceObjective> Of { get; } = [];
}
