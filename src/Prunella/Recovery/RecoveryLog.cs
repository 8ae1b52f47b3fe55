using Microsoft.Extensions.Logging;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Event ids 3000 to 3099 belong to Recovery.</summary>
internal static partial class RecoveryLog
{
    [LoggerMessage(3000, LogLevel.Warning, "[SELF-HEAL] {Component}: incident {Incident} opened, {Severity}: {Cause}")]
    public static partial void IncidentOpened(this ILogger logger, ComponentName component, IncidentId incident, HealthState severity, string cause);

    [LoggerMessage(3001, LogLevel.Information, "[SELF-HEAL] {Component}: incident {Incident} closed, {Outcome}: {Summary}")]
    public static partial void IncidentClosed(this ILogger logger, ComponentName component, IncidentId incident, IncidentOutcome outcome, string summary);

    [LoggerMessage(3002, LogLevel.Information, "[SELF-HEAL] {Component}: {Action} begins, try {Attempt} (incident {Incident})")]
    public static partial void ActionBegins(this ILogger logger, ComponentName component, string action, int attempt, IncidentId incident);

    [LoggerMessage(3003, LogLevel.Information, "[SELF-HEAL] {Component}: {Action} verified, {Verdict}: {Detail} (incident {Incident})")]
    public static partial void ActionVerified(this ILogger logger, ComponentName component, string action, ActionVerdict verdict, string detail, IncidentId incident);

    [LoggerMessage(3004, LogLevel.Warning, "[SELF-HEAL] {Component}: {Action} not done, {Why}: {Detail} (incident {Incident})")]
    public static partial void ActionRefused(this ILogger logger, ComponentName component, string action, RefusalReason why, string detail, IncidentId incident);

    [LoggerMessage(3005, LogLevel.Warning, "[SELF-HEAL] {Component}: {Action} waits for a person until {Until:u} (incident {Incident})")]
    public static partial void ApprovalAsked(this ILogger logger, ComponentName component, string action, DateTimeOffset until, IncidentId incident);

    [LoggerMessage(3006, LogLevel.Error, "[SELF-HEAL] {Component}: incident {Incident} handed over to a person: {Reason}")]
    public static partial void HandedOver(this ILogger logger, ComponentName component, IncidentId incident, string reason);

    [LoggerMessage(3007, LogLevel.Warning, "[SELF-HEAL] {Component}: {Action} taken back (incident {Incident}), error: {Error}")]
    public static partial void ActionUndone(this ILogger logger, ComponentName component, string action, IncidentId incident, string? error);

    [LoggerMessage(3008, LogLevel.Information, "[SELF-HEAL] Mode of {Tier} set from {From} to {To} by {Author}: {Reason}")]
    public static partial void ModeChanged(this ILogger logger, string tier, HealingMode from, HealingMode to, string author, string reason);

    [LoggerMessage(3009, LogLevel.Critical, "[SELF-HEAL] The remedies do not help any more: {Reason} Everything is in Observe until a person sets a mode")]
    public static partial void BreakerOpened(this ILogger logger, string reason);

    [LoggerMessage(3010, LogLevel.Warning, "[SELF-HEAL] Healing stopped by {Author}: {Reason}")]
    public static partial void HealingStopped(this ILogger logger, string author, string reason);

    [LoggerMessage(3011, LogLevel.Information, "[SELF-HEAL] Healing resumed by {Author}: {Reason}")]
    public static partial void HealingResumed(this ILogger logger, string author, string reason);

    [LoggerMessage(3012, LogLevel.Error, "[SELF-HEAL] {Stage} failed")]
    public static partial void Fault(this ILogger logger, string stage, Exception error);
}
