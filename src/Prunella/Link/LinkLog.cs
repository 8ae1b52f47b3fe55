using Microsoft.Extensions.Logging;

namespace Prunella.Link;

/// <summary>Event ids 4000 to 4099 belong to Link.</summary>
internal static partial class LinkLog
{
    [LoggerMessage(4000, LogLevel.Debug, "[SELF-HEAL] Linked to the agent at {Path} as {Component}")]
    public static partial void Linked(this ILogger logger, string path, string component);

    [LoggerMessage(4001, LogLevel.Warning, "[SELF-HEAL] No link to the agent at {Path}: {Reason}; trying again")]
    public static partial void AgentAway(this ILogger logger, string path, string reason);

    [LoggerMessage(4002, LogLevel.Error, "[SELF-HEAL] A turn of the link failed")]
    public static partial void TurnFailed(this ILogger logger, Exception error);

    [LoggerMessage(4003, LogLevel.Warning, "[SELF-HEAL] PRUNELLA_LINK is set, but PRUNELLA_COMPONENT is '{Component}', which is no name: no link")]
    public static partial void NoComponent(this ILogger logger, string? component);

    [LoggerMessage(4010, LogLevel.Information, "[SELF-HEAL] Standing by")]
    public static partial void StandingBy(this ILogger logger);

    [LoggerMessage(4011, LogLevel.Information, "[SELF-HEAL] Taking over")]
    public static partial void TakingOver(this ILogger logger);

    [LoggerMessage(4012, LogLevel.Information, "[SELF-HEAL] Standing by no longer: {Reason}")]
    public static partial void Dismissed(this ILogger logger, string reason);

    [LoggerMessage(4013, LogLevel.Warning, "[SELF-HEAL] {Warmup} failed; the standby is less warm")]
    public static partial void WarmupFailed(this ILogger logger, string warmup, Exception error);
}
