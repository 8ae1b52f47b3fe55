using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Records;

/// <summary>Reads the names that logs give to levels.</summary>
internal static class LevelText
{
    /// <summary>The level of a name; <see cref="LogLevel.None"/> if it is none.</summary>
    /// <param name="word">Without brackets. Names in full and the short forms of the usual loggers, in any letters; single capital letters.</param>
    public static LogLevel Of(ReadOnlySpan<byte> word)
    {
        if (word.Length is 0 or > 13)
            return LogLevel.None;
        if (word.Length == 1)
        {
            return (char)word[0] switch
            {
                'V' or 'T' => LogLevel.Trace,
                'D' => LogLevel.Debug,
                'I' => LogLevel.Information,
                'W' => LogLevel.Warning,
                'E' => LogLevel.Error,
                'F' or 'C' => LogLevel.Critical,
                _ => LogLevel.None,
            };
        }

        Span<byte> lower = stackalloc byte[13];
        for (int i = 0; i < word.Length; i++)
            lower[i] = (byte)(word[i] | 0x20);
        return Lower(lower[..word.Length]);
    }

    private static LogLevel Lower(ReadOnlySpan<byte> word) => word[0] switch
    {
        (byte)'t' when word.SequenceEqual("trace"u8) || word.SequenceEqual("trce"u8) || word.SequenceEqual("trc"u8) => LogLevel.Trace,
        (byte)'v' when word.SequenceEqual("verbose"u8) || word.SequenceEqual("vrb"u8) => LogLevel.Trace,
        (byte)'d' when word.SequenceEqual("debug"u8) || word.SequenceEqual("dbug"u8) || word.SequenceEqual("dbg"u8) => LogLevel.Debug,
        (byte)'i' when word.SequenceEqual("info"u8) || word.SequenceEqual("inf"u8) || word.SequenceEqual("information"u8) => LogLevel.Information,
        (byte)'n' when word.SequenceEqual("notice"u8) => LogLevel.Information,
        (byte)'w' when word.SequenceEqual("warn"u8) || word.SequenceEqual("warning"u8) || word.SequenceEqual("wrn"u8) => LogLevel.Warning,
        (byte)'e' when word.SequenceEqual("error"u8) || word.SequenceEqual("err"u8) => LogLevel.Error,
        (byte)'e' when word.SequenceEqual("emerg"u8) || word.SequenceEqual("emergency"u8) => LogLevel.Critical,
        (byte)'f' when word.SequenceEqual("fatal"u8) || word.SequenceEqual("ftl"u8) => LogLevel.Critical,
        (byte)'f' when word.SequenceEqual("fail"u8) => LogLevel.Error,
        (byte)'s' when word.SequenceEqual("severe"u8) => LogLevel.Error,
        (byte)'c' when word.SequenceEqual("critical"u8) || word.SequenceEqual("crit"u8) => LogLevel.Critical,
        (byte)'a' when word.SequenceEqual("alert"u8) => LogLevel.Critical,
        (byte)'p' when word.SequenceEqual("panic"u8) => LogLevel.Critical,
        _ => LogLevel.None,
    };

    /// <summary>The level of a priority of syslog, 0 to 7.</summary>
    public static LogLevel OfPriority(int priority) => (priority & 7) switch
    {
        <= 2 => LogLevel.Critical,
        3 => LogLevel.Error,
        4 => LogLevel.Warning,
        5 or 6 => LogLevel.Information,
        _ => LogLevel.Debug,
    };
}
