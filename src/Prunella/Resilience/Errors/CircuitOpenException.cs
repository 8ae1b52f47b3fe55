namespace Prunella.Resilience;

/// <summary>The circuit is open, isolated, or lets only a share through: the call was not made.</summary>
public sealed class CircuitOpenException(string service, TimeSpan retryAfter)
    : CallRejectedException($"The circuit of '{service}' turned the call away.", service, retryAfter);
