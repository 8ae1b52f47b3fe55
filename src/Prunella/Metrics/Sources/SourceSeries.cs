namespace Prunella.Metrics;

/// <summary>The series of one source: declared when a value first comes, then written by name.</summary>
internal sealed class SourceSeries(string meter, SeriesTags common)
{
    private readonly Dictionary<(string Instrument, SeriesTags Tags), SeriesId> _ids = [];

    public void Level(ISeriesWriter writer, string instrument, string unit, string description, double? value, SeriesTags? tags = null)
    {
        if (value is { } known)
            writer.Value(IdOf(writer, instrument, unit, description, SeriesKind.Gauge, tags), known);
    }

    public void Total(ISeriesWriter writer, string instrument, string unit, string description, double? value, SeriesTags? tags = null)
    {
        if (value is { } known)
            writer.Total(IdOf(writer, instrument, unit, description, SeriesKind.Counter, tags), known);
    }

    private SeriesId IdOf(ISeriesWriter writer, string instrument, string unit, string description, SeriesKind kind, SeriesTags? tags)
    {
        (string Instrument, SeriesTags Tags) name = (instrument, tags ?? SeriesTags.Empty);
        if (!_ids.TryGetValue(name, out SeriesId id))
            _ids.Add(name, id = writer.Declare(new SeriesKey(meter, instrument, unit, kind, SeriesTags.Of([.. common, .. name.Tags])), description));
        return id;
    }
}
