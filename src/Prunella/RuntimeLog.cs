using Microsoft.Extensions.Logging;

namespace Prunella;

/// <summary>Event ids 5000 to 5099 belong to the composition.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(5000, LogLevel.Error, "[SELF-HEAL] A piece of work on the healing loop failed; the loop goes on")]
    public static partial void LoopFailed(this ILogger logger, Exception error);
}
