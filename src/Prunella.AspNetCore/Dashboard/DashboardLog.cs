using Microsoft.Extensions.Logging;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>Event ids 2600 to 2699 belong to the dashboard.</summary>
internal static partial class DashboardLog
{
    [LoggerMessage(2600, LogLevel.Warning, "[SELF-HEAL] A page of the dashboard could not be put together")]
    public static partial void PageFailed(this ILogger logger, Exception error);
}
