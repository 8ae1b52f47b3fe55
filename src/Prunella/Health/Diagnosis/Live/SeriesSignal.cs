using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>What a series of the hub says of its component.</summary>
internal static class SeriesSignal
{
    /// <summary>The kind; null for a series that says nothing of trouble.</summary>
    public static SignalKind? KindOf(SeriesKey key)
    {
        string name = key.Instrument;
        if (name.StartsWith("prunella.", StringComparison.Ordinal) && !name.StartsWith("prunella.call.", StringComparison.Ordinal))
            return null; // what the runtime measures of itself
        if (name.EndsWith("connection.duration", StringComparison.Ordinal))
            return null; // how long connections live is nobody's slowness
        if (name.StartsWith("system.", StringComparison.Ordinal) || name.StartsWith("cgroup.", StringComparison.Ordinal))
            return SignalKind.Host;
        if (name.Contains("paging", StringComparison.Ordinal))
            return SignalKind.Internal;
        bool failed = key.Tags["error.type"] is not null || key.Tags["http.response.status_code"]?.StartsWith('5') == true;
        return key.Kind switch
        {
            SeriesKind.HistogramRate => failed ? SignalKind.Errors : SignalKind.Traffic,
            SeriesKind.HistogramMedian or SeriesKind.HistogramTail => name.StartsWith("prunella.call.", StringComparison.Ordinal) ? SignalKind.Waiting
                : SignalNaming.KindOf(name) is SignalKind.Waiting ? SignalKind.Waiting : SignalNaming.KindOf(name) is SignalKind.Internal ? SignalKind.Internal : SignalKind.Latency,
            SeriesKind.Counter when failed => SignalKind.Errors,
            // A counter whose name says nothing counts what there was to do.
            SeriesKind.Counter when SignalNaming.KindOf(name) == SignalKind.Internal && !SignalNaming.NamesInside(name) => SignalKind.Traffic,
            _ => SignalNaming.KindOf(name),
        };
    }
}
