using Microsoft.Extensions.Logging;

namespace Prunella.Resilience;

/// <summary>Event ids 3000 to 3099 belong to Resilience. A success is never logged.</summary>
internal static partial class ResilienceLog
{
    [LoggerMessage(3000, LogLevel.Warning, "[SELF-HEAL] Circuit {Circuit} went from {From} to {To}, lets {Share:P0} through: {Reason}")]
    public static partial void CircuitChanged(this ILogger logger, string circuit, CircuitState from, CircuitState to, double share, CircuitEvidence reason);

    [LoggerMessage(3001, LogLevel.Debug, "[SELF-HEAL] Circuit {Circuit} lets {Share:P0} through: {Reason}")]
    public static partial void ShareChanged(this ILogger logger, string circuit, double share, CircuitEvidence reason);

    [LoggerMessage(3002, LogLevel.Warning, "[SELF-HEAL] {Circuit} is {Judgement}: {Reason}")]
    public static partial void AlarmChanged(this ILogger logger, string circuit, string judgement, CircuitEvidence reason);

    [LoggerMessage(3003, LogLevel.Information, "[SELF-HEAL] Retry {Attempt} of {Service} in {DelayMs:0} ms after {Kind}: {Error}")]
    public static partial void Retrying(this ILogger logger, string service, int attempt, double delayMs, OutcomeKind kind, string error);

    [LoggerMessage(3004, LogLevel.Warning, "[SELF-HEAL] No retry of {Service}: {Reason}")]
    public static partial void RetryRefused(this ILogger logger, string service, string reason);

    [LoggerMessage(3005, LogLevel.Information, "[SELF-HEAL] Call of {Service} turned away: {Reason}")]
    public static partial void Rejected(this ILogger logger, string service, Rejection reason);

    [LoggerMessage(3006, LogLevel.Information, "[SELF-HEAL] {Service} answered from the past, {AgeMs:0} ms old, because of {Reason}")]
    public static partial void StaleServed(this ILogger logger, string service, double ageMs, string reason);

    [LoggerMessage(3007, LogLevel.Information, "[SELF-HEAL] {Service} answered by its fallback because of {Reason}")]
    public static partial void FellBack(this ILogger logger, string service, string reason);

    [LoggerMessage(3014, LogLevel.Warning, "[SELF-HEAL] {Service} has no answer by its fallback either: it threw {ErrorType}")]
    public static partial void FallbackFailed(this ILogger logger, string service, string errorType);

    [LoggerMessage(3008, LogLevel.Warning, "[SELF-HEAL] {Service} gave an invalid answer: {Fault}")]
    public static partial void InvalidAnswer(this ILogger logger, string service, string fault);

    [LoggerMessage(3009, LogLevel.Warning, "[SELF-HEAL] {Service} gave no answer within {TimeoutMs:0} ms")]
    public static partial void TimedOut(this ILogger logger, string service, double timeoutMs);

    [LoggerMessage(3010, LogLevel.Warning, "[SELF-HEAL] {Entity} {Id} may not go from {From} to {To}")]
    public static partial void TransitionRefused(this ILogger logger, string entity, string? id, string from, string to);

    [LoggerMessage(3011, LogLevel.Error, "[SELF-HEAL] The call went on without help: {Stage} failed")]
    public static partial void InternalFault(this ILogger logger, Exception error, string stage);

    [LoggerMessage(3012, LogLevel.Warning, "[SELF-HEAL] {Problem}")]
    public static partial void FlagProblem(this ILogger logger, string problem);

    [LoggerMessage(3013, LogLevel.Warning, "[SELF-HEAL] Healing of calls is {State}")]
    public static partial void Switched(this ILogger logger, string state);
}
