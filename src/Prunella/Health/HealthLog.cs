using Microsoft.Extensions.Logging;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Event ids 2000 to 2099 belong to Health.</summary>
internal static partial class HealthLog
{
    /// <summary>A transition, by the message that fits it.</summary>
    public static void Changed(this ILogger logger, HealthTransition transition)
    {
        if (transition.SymptomOf is { } root)
            logger.FollowedRoot(transition.Component, transition.From, transition.To, root);
        else if (transition.To < transition.From)
            logger.Worsened(transition.Component, transition.From, transition.To, transition.Reason);
        else
            logger.Improved(transition.Component, transition.From, transition.To, transition.Reason);
    }

    [LoggerMessage(2000, LogLevel.Warning, "[SELF-HEAL] {Component} went from {From} to {To}: {Reason}")]
    public static partial void Worsened(this ILogger logger, ComponentName component, HealthState from, HealthState to, string reason);

    [LoggerMessage(2001, LogLevel.Information, "[SELF-HEAL] {Component} went from {From} to {To}: {Reason}")]
    public static partial void Improved(this ILogger logger, ComponentName component, HealthState from, HealthState to, string reason);

    [LoggerMessage(2002, LogLevel.Debug, "[SELF-HEAL] {Component} went from {From} to {To} because of {Root}")]
    public static partial void FollowedRoot(this ILogger logger, ComponentName component, HealthState from, HealthState to, ComponentName root);

    [LoggerMessage(2003, LogLevel.Information, "[SELF-HEAL] {Component} depends on {Missing}, which nobody has registered yet")]
    public static partial void DependencyMissing(this ILogger logger, ComponentName component, string missing);

    [LoggerMessage(2004, LogLevel.Error, "[SELF-HEAL] {Component} is not watched: {Limit} components are the most")]
    public static partial void TooManyComponents(this ILogger logger, ComponentName component, int limit);

    [LoggerMessage(2005, LogLevel.Warning, "[SELF-HEAL] A report of {Component} by {Source} is ignored: a component has {Limit} sources at most")]
    public static partial void TooManySources(this ILogger logger, ComponentName component, string source, int limit);

    [LoggerMessage(2006, LogLevel.Error, "[SELF-HEAL] Whoever was told that {Component} is {State} failed over it")]
    public static partial void HandlerFailed(this ILogger logger, ComponentName component, HealthState state, Exception error);

    [LoggerMessage(2007, LogLevel.Warning, "[SELF-HEAL] {Component} changes too often and is held at {State} until it is quiet")]
    public static partial void Held(this ILogger logger, ComponentName component, HealthState? state);

    [LoggerMessage(2008, LogLevel.Warning, "[SELF-HEAL] What was learned is not kept in {File}: {Error}")]
    public static partial void MemoryFailed(this ILogger logger, string file, string error);

    [LoggerMessage(2020, LogLevel.Critical, "[SELF-HEAL] {Title}: {Reason}")]
    public static partial void AlertRaised(this ILogger logger, string title, string reason);

    [LoggerMessage(2021, LogLevel.Information, "[SELF-HEAL] {Title}: {Reason}")]
    public static partial void AlertEnded(this ILogger logger, string title, string reason);

    [LoggerMessage(2022, LogLevel.Warning, "[SELF-HEAL] The alert '{Title}' did not go out by {Channel}: {Error}")]
    public static partial void AlertUndelivered(this ILogger logger, string title, string channel, string error);
}
