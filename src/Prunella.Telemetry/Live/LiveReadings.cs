using System.Text;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Watching;

namespace Prunella.Telemetry.Live;

/// <summary>Makes readings of the points of metrics: gauges as they are, sums as rates, distributions as means. Bounded; not thread-safe.</summary>
internal sealed class LiveReadings(Action<Reading> read) : IOtlpMetricSink
{
    private const int Most = 10_000, MostName = 256;
    private readonly Dictionary<(string Service, string Metric, int Attributes), (long Time, double Sum, double Count)> _last = [];

    /// <summary>Points that were taken in.</summary>
    public long Points { get; private set; }

    public void Accept(in OtlpPoint point)
    {
        Points++;
        if (!double.IsFinite(point.Value))
            return;
        string service = point.Resource.TryGetText("service.name"u8, out ReadOnlySpan<byte> name) ? Text(name) : "unknown", metric = Text(point.Name);
        double? value = point.Kind switch
        {
            OtlpMetricKind.Gauge => point.Value,
            OtlpMetricKind.Sum when !point.IsMonotonic && point.Temporality != OtlpTemporality.Delta => point.Value,
            OtlpMetricKind.Sum when point.Temporality == OtlpTemporality.Delta => PerSecond(point.Value, point.Start, point.Time),
            OtlpMetricKind.Sum => Rate((service, metric, Hash(point)), point.Time, point.Value),
            _ when point.Temporality == OtlpTemporality.Delta => point.Value,
            _ => Mean((service, metric, Hash(point)), point),
        };
        if (value is { } reading && double.IsFinite(reading))
            read(new Reading(DateTimeOffset.UnixEpoch.AddTicks(point.Time / 100), service, metric, reading));
    }

    private static double? PerSecond(double sum, long from, long to) => to > from ? sum / ((to - from) / 1e9) : null;

    private double? Rate((string, string, int) series, long time, double sum)
    {
        (long Time, double Sum, double Count) before = Exchange(series, (time, sum, 0));
        return before.Time > 0 && sum >= before.Sum ? PerSecond(sum - before.Sum, before.Time, time) : null; // less than before: it began anew
    }

    private double? Mean((string, string, int) series, in OtlpPoint point)
    {
        (long Time, double Sum, double Count) before = Exchange(series, (point.Time, point.Sum, point.Count));
        return before.Time > 0 && point.Count > before.Count ? (point.Sum - before.Sum) / (point.Count - before.Count) : null;
    }

    private (long Time, double Sum, double Count) Exchange((string, string, int) series, (long, double, double) now)
    {
        bool known = _last.TryGetValue(series, out (long, double, double) before);
        if (known || _last.Count < Most)
            _last[series] = now;
        return before;
    }

    private static int Hash(in OtlpPoint point) => point.Attributes.Hash(point.Kind);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MostName)]);
}
