using Polly;

namespace Prunella.Polly;

/// <summary>Options of a strategy that keeps its settings with its state: only a name for Polly's telemetry.</summary>
internal sealed class PrunellaStrategyOptions : ResilienceStrategyOptions
{
    public PrunellaStrategyOptions(string name) => Name = name;
}
