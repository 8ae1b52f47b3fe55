using Microsoft.Extensions.Logging;

namespace Shop.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Path} is unavailable: {Reason}")]
    public static partial void Unavailable(this ILogger logger, string path, string reason);

    [LoggerMessage(2, LogLevel.Error, "{Path} failed")]
    public static partial void Failed(this ILogger logger, string path, Exception error);
}
