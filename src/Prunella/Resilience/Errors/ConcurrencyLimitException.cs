namespace Prunella.Resilience;

/// <summary>As many calls are under way as the dependency serves well: the call was not made.</summary>
public sealed class ConcurrencyLimitException(string service)
    : CallRejectedException($"'{service}' has as many calls under way as it serves well.", service, TimeSpan.Zero);
