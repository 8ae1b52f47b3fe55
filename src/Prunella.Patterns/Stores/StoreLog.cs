using Microsoft.Extensions.Logging;

namespace Prunella.Patterns.Stores;

/// <summary>Event ids 8100 to 8199 belong to the stores.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(8100, LogLevel.Warning, "[SELF-HEAL] the shared pattern store is away; writes wait in {Folder}")]
    public static partial void SharedStoreAway(this ILogger logger, string folder);

    [LoggerMessage(8101, LogLevel.Information, "[SELF-HEAL] the shared pattern store is back, and all that waited in {Folder} was sent")]
    public static partial void SharedStoreBack(this ILogger logger, string folder);

    [LoggerMessage(8102, LogLevel.Error, "[SELF-HEAL] the shared pattern store refuses changes that waited for it; they are put aside in {Folder}")]
    public static partial void ChangesRefused(this ILogger logger, Exception error, string folder);

    [LoggerMessage(8103, LogLevel.Error, "[SELF-HEAL] what waits in {Folder} can not be sent; it is tried again")]
    public static partial void SendingFailed(this ILogger logger, Exception error, string folder);
}
