using System.Globalization;
using Prunella.Cli.Shell;
using Prunella.Metrics;

namespace Prunella.Cli.Analyze;

/// <summary>Reads periods as <c>2026-03-01..2026-03-02</c> or <c>2026-03-01T10:00..2026-03-01T11:00</c>; either side may be left out.</summary>
internal static class Period
{
    public static bool IsPeriod(string text) => TryParse(text, out _);

    public static bool TryParse(string text, out TimeWindow period)
    {
        period = default;
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0 || text.Length == 2)
            return false;
        DateTimeOffset from = DateTimeOffset.MinValue, to = DateTimeOffset.MaxValue;
        if ((dots > 0 && !TryTime(text[..dots], out from)) || (dots + 2 < text.Length && !TryTime(text[(dots + 2)..], out to)) || to < from)
            return false;
        period = new TimeWindow(from, to);
        return true;
    }

    public static TimeWindow? Of(string? from, string? to)
    {
        if (from is null && to is null)
            return null;
        DateTimeOffset begin = from is null ? DateTimeOffset.MinValue : Time(from, "--from"), end = to is null ? DateTimeOffset.MaxValue : Time(to, "--to");
        return end >= begin ? new TimeWindow(begin, end) : throw new UsageException("--to lies before --from.");
    }

    private static DateTimeOffset Time(string text, string option) =>
        TryTime(text, out DateTimeOffset time) ? time : throw new UsageException($"{option}: '{text}' is no time, as 2026-03-01 or 2026-03-01T10:00:00.");

    private static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
