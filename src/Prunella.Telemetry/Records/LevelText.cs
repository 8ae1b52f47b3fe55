using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Records;

/// <summary>Reads the names that logs give to levels.</summary>
internal static class LevelText
{
    private const int Places = 128;
    private const byte Lower = 0x20;

    private static readonly (LogLevel Level, string Words)[] Words =
    [
        (LogLevel.Trace, "trace trce trc verbose vrb"),
        (LogLevel.Debug, "debug dbug dbg"),
        (LogLevel.Information, "info inf notice"),
        (LogLevel.Warning, "warn warning wrn"),
        (LogLevel.Error, "error err fail severe"),
        (LogLevel.Critical, "emerg fatal ftl critical crit alert panic"),
    ];

    private static readonly (ulong[] Keys, LogLevel[] Levels) ByKey = Table();
    private static readonly ulong[] Keys = ByKey.Keys;
    private static readonly LogLevel[] Levels = ByKey.Levels;

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

        if (word.Length > sizeof(ulong))
        {
            Span<byte> lower = stackalloc byte[13];
            for (int i = 0; i < word.Length; i++)
                lower[i] = (byte)(word[i] | Lower);
            lower = lower[..word.Length];
            return lower.SequenceEqual("information"u8) ? LogLevel.Information : lower.SequenceEqual("emergency"u8) ? LogLevel.Critical : LogLevel.None;
        }

        ulong key = Key(word);
        for (int place = Place(key); ; place = (place + 1) % Places)
        {
            if (Keys[place] == key)
                return Levels[place];
            if (Keys[place] == 0)
                return LogLevel.None;
        }
    }

    /// <summary>A word of at most eight letters as a number, whatever their case: one comparison tells it.</summary>
    private static ulong Key(ReadOnlySpan<byte> word)
    {
        ulong key = 0;
        for (int i = word.Length - 1; i >= 0; i--)
            key = key << 8 | (uint)(word[i] | Lower);
        return key;
    }

    private static int Place(ulong key) => (int)(key * 0x9E37_79B9_7F4A_7C15 >> 57);

    private static (ulong[], LogLevel[]) Table()
    {
        var (keys, levels) = (new ulong[Places], new LogLevel[Places]);
        foreach ((LogLevel level, string words) in Words)
        {
            foreach (string word in words.Split(' '))
            {
                ulong key = Key(System.Text.Encoding.ASCII.GetBytes(word));
                int place = Place(key);
                while (keys[place] != 0)
                    place = (place + 1) % Places;
                (keys[place], levels[place]) = (key, level);
            }
        }

        return (keys, levels);
    }

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
