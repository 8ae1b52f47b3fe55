using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>What a series of the hub says of its component.</summary>
internal static class SeriesSignal
{
    private const double MegaByte = 1 << 20;

    /// <summary>The shift that matters to somebody, by the unit of the values: without it a series that was always zero would be infinitely far off at the first event.</summary>
    /// <remarks>Set by hand for services: 10 ms, a twentieth of a processor, 32 MB, one failure in two seconds.</remarks>
    public static double LeastOf(SeriesKey key, SignalKind kind) => key.ValueUnit switch
    {
        "s" => 0.01,
        "s/s" => 0.05,
        "By" => 32 * MegaByte,
        "By/s" => MegaByte,
        "1" or "%" => 0.05,
        _ when key.Instrument == "dotnet.exceptions" => 5, // many are caught, and one failure makes several
        _ when kind == SignalKind.Errors || key.Instrument == CallWatch.FailureInstrument => 0.5,
        _ => 5,
    };

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
        if (name == CallWatch.FailureInstrument)
            return SignalKind.Waiting; // points at those that are called
        bool failed = key.Tags["error.type"] is not null || key.Tags["http.response.status_code"]?.StartsWith('5') == true;
        return key.Kind switch
        {
            SeriesKind.HistogramRate when failed => SignalNaming.KindOf(name) == SignalKind.Waiting ? SignalKind.Waiting : SignalKind.Errors,
            SeriesKind.HistogramRate => SignalKind.Traffic,
            SeriesKind.HistogramMedian or SeriesKind.HistogramTail => name.StartsWith("prunella.call.", StringComparison.Ordinal) ? SignalKind.Waiting
                : SignalNaming.KindOf(name) is SignalKind.Waiting ? SignalKind.Waiting : SignalNaming.KindOf(name) is SignalKind.Internal ? SignalKind.Internal : SignalKind.Latency,
            SeriesKind.Counter when failed => SignalKind.Errors,
            // A counter whose name says nothing counts what there was to do.
            SeriesKind.Counter when SignalNaming.KindOf(name) == SignalKind.Internal && !SignalNaming.NamesInside(name) => SignalKind.Traffic,
            _ => SignalNaming.KindOf(name),
        };
    }
}
