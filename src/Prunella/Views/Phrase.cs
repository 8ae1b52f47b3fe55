using System.Globalization;
using Prunella.Kernel;

namespace Prunella.Views;

/// <summary>Values in the words of people.</summary>
public static class Phrase
{
    /// <summary>A state of health and its tone.</summary>
    public static Words Of(HealthState state) => state switch
    {
        HealthState.Healthy => new("healthy", Tone.Good),
        HealthState.Degraded => new("degraded", Tone.Warning),
        HealthState.Critical => new("critical", Tone.Bad),
        _ => new("failed", Tone.Bad),
    };

    /// <summary><c>ReplaceProcess</c> as <c>replace-process</c>: the form that the command line reads, too.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>To three places of interest: <c>85 ms</c>, <c>1.4 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>, <c>3 d 4 h</c>.</summary>
    public static string Of(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 0 } => "0 ms",
        { TotalMilliseconds: < 1 } when duration > TimeSpan.Zero => "<1 ms",
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.#} s"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalSeconds):0} s"),
        { TotalHours: < 1 } => Two(duration.Minutes, "min", duration.Seconds, "s"),
        { TotalDays: < 1 } => Two(duration.Hours, "h", duration.Minutes, "min"),
        _ => Two(duration.Days, "d", duration.Hours, "h"),
    };

    /// <summary>A size, in units of 1,024: <c>512 KB</c>, <c>1.5 GB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} KB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024 * 1024):0.0} GB"),
    };

    /// <summary>A part of a whole: <c>37 %</c>, <c>0.4 %</c>.</summary>
    public static string Share(double part) =>
        string.Create(CultureInfo.InvariantCulture, $"{(Math.Abs(part) is > 0 and < 0.1 ? Math.Round(part * 100, 1) : Math.Round(part * 100))} %");

    /// <summary>The time of day where the reader is, to the millisecond.</summary>
    public static string TimeOfDay(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>Day and time where the reader is, to the second.</summary>
    public static string DayAndTime(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>1 restart</c>, <c>2 restarts</c>.</summary>
    public static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? string.Empty : "s")}");

    /// <summary>For nouns whose plural is not made by an s.</summary>
    public static string Count(long count, string noun, string plural) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? noun : plural)}");

    private static string Two(int great, string greatUnit, int small, string smallUnit) => small == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{great} {greatUnit}")
        : string.Create(CultureInfo.InvariantCulture, $"{great} {greatUnit} {small} {smallUnit}");
}
