namespace Prunella.Metrics;

/// <summary>What tells one series from every other. Equal where all parts are.</summary>
/// <param name="Meter">The name of the meter, as <c>Microsoft.AspNetCore.Hosting</c>.</param>
/// <param name="Instrument">The name of the instrument, as <c>http.server.request.duration</c>.</param>
/// <param name="Unit">The instrument's unit as it says it (UCUM: <c>s</c>, <c>By</c>, <c>{request}</c>); empty if it says none.</param>
/// <param name="Kind">What the values are.</param>
/// <param name="Tags">The tags.</param>
public sealed record SeriesKey(string Meter, string Instrument, string Unit, SeriesKind Kind, SeriesTags Tags)
{
    /// <summary>The tag that says from which component a series comes, where that is not this process.</summary>
    public const string ComponentTag = "prunella.component";

    /// <summary>The tag of the series that takes what the limits of series leave over; its value is <c>true</c>.</summary>
    public const string OverflowTag = "otel.metric.overflow";

    /// <summary>The component the series comes from; null for this process.</summary>
    public string? Component => Tags[ComponentTag];

    /// <summary>The unit of the values: a rate is by second.</summary>
    public string ValueUnit => Kind switch
    {
        SeriesKind.Counter => Unit.Length == 0 ? "1/s" : Unit + "/s",
        SeriesKind.HistogramRate => "1/s",
        _ => Unit,
    };

    /// <summary>The name with what it shows of a histogram, and the tags: <c>http.server.request.duration:p99{http.route=/orders}</c>.</summary>
    public override string ToString() => Name + Tags;

    /// <summary>The instrument with what the series shows of it: <c>x</c>, <c>x:rate</c>, <c>x:p50</c>, <c>x:p99</c>.</summary>
    public string Name => Kind switch
    {
        SeriesKind.Counter or SeriesKind.HistogramRate => Instrument + ":rate",
        SeriesKind.HistogramMedian => Instrument + ":p50",
        SeriesKind.HistogramTail => Instrument + ":p99",
        _ => Instrument,
    };
}
