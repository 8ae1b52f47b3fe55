namespace Prunella.Resilience;

/// <summary>Nobody waits for the answer any more: the call was not made.</summary>
public sealed class DeadlinePassedException(string service)
    : CallRejectedException($"The deadline had passed before '{service}' was called.", service, TimeSpan.Zero);
