using System.Globalization;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>One series that has a limit: looks at it through windows of several lengths, each in its own time.</summary>
internal sealed class ExhaustionTrack(SeriesInfo series, ExhaustionRule rule, ComponentName component)
{
    private const int Confirm = 3, Release = 5, LooksPerWindow = 40;
    private const double LeastBefore = 2, LongReach = 2, ShortReach = 1.5, Nearly = 0.9;
    private static readonly TimeSpan _day = TimeSpan.FromHours(23); // what a day held of minutes surely has
    private static readonly TimeSpan[] _lengths =
        [TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8), TimeSpan.FromDays(1), TimeSpan.FromDays(4)];

    private readonly View[] _views = [.. _lengths.Where(length => !rule.Saws || length >= TimeSpan.FromMinutes(30)).Select(static length => new View(length))];

    public SeriesInfo Series => series;

    public ExhaustionRule Rule => rule;

    public ComponentName Component => component;

    /// <summary>The warning that stands; null for none.</summary>
    public Exhaustion? Warning { get; private set; }

    /// <summary>Looks through the windows whose time has come.</summary>
    public void Look(IMetricsReader metrics, double limit, DateTimeOffset now, ExhaustionOptions options)
    {
        foreach (View view in _views)
        {
            if (now < view.Next || view.Length < metrics.Period * ExhaustionTrend.Window)
                continue;
            view.Next = now + Max(view.Length / LooksPerWindow, metrics.Period);
            view.Take(Through(view.Length, metrics, limit, now, options), Confirm, Release);
        }

        // The longest evidence speaks: it is the least misled.
        Warning = _views.LastOrDefault(static view => view.Lead is not null) is { Lead: { } lead } told ? Describe(metrics, told.Length, lead, limit, now) : null;
    }

    private LeadTime? Through(TimeSpan length, IMetricsReader metrics, double limit, DateTimeOffset now, ExhaustionOptions options)
    {
        TimeSpan stretch = length / ExhaustionTrend.Window;
        double[] window = new double[ExhaustionTrend.Window];
        Array.Fill(window, double.NaN);
        Fill(window, metrics, now, stretch, ResolutionFor(length, stretch));
        double sign = rule.Falls ? -1 : 1;
        TimeSpan reach = Min(options.Horizon, length * LongReach);
        if (ExhaustionTrend.Of(window, sign * limit, stretch, reach, options.Confidence) is not { } lead)
            return null;

        // The time before is looked at only where it decides.
        TimeSpan least = length * LeastBefore, back = Max(least, 2 * _day - length);
        double[] before = new double[(int)(back / stretch)];
        Array.Fill(before, double.NaN);
        Fill(before, metrics, now - length, stretch, PointResolution.Hour);
        Fill(before, metrics, now - length, stretch, PointResolution.Minute); // of the last day; takes the place of the hours
        int oldest = Array.FindIndex(before, static value => !double.IsNaN(value));
        TimeSpan known = oldest < 0 ? TimeSpan.Zero : (before.Length - oldest) * stretch;
        bool knowsDay = known >= (_day - length) * Nearly;
        // Within the first day nobody knows yet what a day brings.
        if (known < least * Nearly || !knowsDay && lead.Likely > length * ShortReach)
            return null;
        return ExhaustionTrend.IsNew([.. before.Where(static value => !double.IsNaN(value))], window) ? lead : null;
    }

    // Equal stretches up to a time, oldest first; those of which nothing is held stay as they are.
    private void Fill(double[] stretches, IMetricsReader metrics, DateTimeOffset end, TimeSpan stretch, PointResolution resolution)
    {
        SeriesPoints points = metrics.Read(series.Id, TimeWindow.Last(stretch * stretches.Length, end), resolution);
        var part = new List<double>();
        int at = -1;
        foreach (SeriesPoint point in rule.Saws ? points.Lows : points.Means)
        {
            int to = stretches.Length - 1 - (int)Math.Floor((end - point.Time) / stretch);
            if (!point.HasValue || to < 0 || to >= stretches.Length)
                continue;
            if (to != at)
                End();
            at = to;
            part.Add(rule.Falls ? -point.Value : point.Value);
        }

        End();

        void End()
        {
            if (part.Count > 0)
                stretches[at] = rule.Saws ? part.Min() : ExhaustionTrend.Median([.. part]);
            part.Clear();
        }
    }

    // Minutes are held for a day; a minute will do where a stretch has three of them, or an hour at full resolution is not enough.
    private static PointResolution ResolutionFor(TimeSpan length, TimeSpan stretch) =>
        length > TimeSpan.FromHours(24) ? PointResolution.Hour
        : stretch >= TimeSpan.FromMinutes(3) || length > TimeSpan.FromHours(1) ? PointResolution.Minute : PointResolution.Finest;

    private Exhaustion Describe(IMetricsReader metrics, TimeSpan length, LeadTime lead, double limit, DateTimeOffset now)
    {
        double level = metrics.Read(series.Id, TimeWindow.Last(length / ExhaustionTrend.Window, now)).Means.LastOrDefault(static point => point.HasValue).Value;
        string latest = lead.Latest == TimeSpan.MaxValue ? "or later" : $"to {Span(lead.Latest)}";
        return new Exhaustion(component, series.Key, level, limit, lead, length)
        {
            Reason = lead.Likely == TimeSpan.Zero
                ? string.Create(CultureInfo.InvariantCulture, $"{series.Key} has come to its limit: {Amount(level)} of {Amount(limit)}")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{series.Key} is at {Amount(level)} and comes to its limit of {Amount(limit)} in {Span(lead.Likely)} ({Span(lead.Soonest)} {latest}); {lead.Confidence:0%} of what was seen in {Span(length)} says so"),
        };
    }

    private string Amount(double value) => series.Key.ValueUnit == "By"
        ? FormattableString.Invariant($"{value / (1 << 20):0.#} MiB")
        : FormattableString.Invariant($"{value:G4}");

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => FormattableString.Invariant($"{span.TotalDays:0.#} days"),
        { TotalHours: >= 2 } => FormattableString.Invariant($"{span.TotalHours:0.#} h"),
        _ => FormattableString.Invariant($"{span.TotalMinutes:0} min"),
    };

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed class View(TimeSpan length)
    {
        private int _for, _against;

        public TimeSpan Length => length;

        public DateTimeOffset Next { get; set; }

        public LeadTime? Lead { get; private set; }

        public void Take(LeadTime? seen, int confirm, int release)
        {
            (_for, _against) = seen is null ? (0, _against + 1) : (_for + 1, 0);
            if (_for >= confirm)
                Lead = seen;
            else if (_against >= release)
                Lead = null;
        }
    }
}
