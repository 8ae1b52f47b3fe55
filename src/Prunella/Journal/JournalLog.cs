using Microsoft.Extensions.Logging;

namespace Prunella.Journal;

/// <summary>Event ids 1000 to 1099 belong to the journal.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(1000, LogLevel.Error, "[SELF-HEAL] Journal file {File} is damaged at line {Line}: {Reason}. Set aside as {SetAside}")]
    public static partial void Damaged(this ILogger logger, string file, long line, string reason, string? setAside);

    [LoggerMessage(1001, LogLevel.Error, "[SELF-HEAL] The journal can not be written; entries wait in memory and the store tries again")]
    public static partial void StoreFailed(this ILogger logger, Exception error);

    [LoggerMessage(1002, LogLevel.Warning, "[SELF-HEAL] The journal is written again; {Lost} entries of this run could not be kept")]
    public static partial void StoreRecovered(this ILogger logger, long lost);

    [LoggerMessage(1003, LogLevel.Error, "[SELF-HEAL] The journal was closed with {Count} entries that could not be written")]
    public static partial void ClosedUnwritten(this ILogger logger, long count);

    [LoggerMessage(1004, LogLevel.Information, "[SELF-HEAL] Journal file {File} was deleted: the files exceeded {MaxTotalBytes} bytes")]
    public static partial void FileRetired(this ILogger logger, string file, long maxTotalBytes);

    [LoggerMessage(1005, LogLevel.Warning, "[SELF-HEAL] Journal file {File} has {Count} unreadable lines, which the query left out")]
    public static partial void LinesSkipped(this ILogger logger, string file, long count);

    [LoggerMessage(1006, LogLevel.Error, "[SELF-HEAL] Journal file {File} is gone or was cut from outside; writing goes on in {NewFile}")]
    public static partial void FileGone(this ILogger logger, string file, string newFile);

    [LoggerMessage(1007, LogLevel.Error, "[SELF-HEAL] A fact of type {Type} could not be serialised")]
    public static partial void NotSerialised(this ILogger logger, Exception error, string type);
}
