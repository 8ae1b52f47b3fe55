namespace Prunella.Health;

/// <summary>Guesses the kind of a series from the words of its name, as they are usual in OpenTelemetry, Prometheus and cloud metrics.</summary>
public static class SignalNaming
{
    private static readonly string[] HostWords = ["node", "host", "machine"];
    private static readonly string[] ClientWords = ["client", "outbound", "upstream", "downstream"];
    private static readonly string[] InsideWords = ["cpu", "mem", "heap", "disk", "thread", "gc", "pool", "handle", "descriptor", "pressure", "lock"];
    private static readonly string[] ErrorWords = ["error", "fail", "exception", "5xx", "timeout", "rejected", "fault"];
    private static readonly string[] GoodWords = ["success", "avail"];
    private static readonly string[] TimeWords = ["latency", "duration", "elapsed", "lat", "response_time", "p50", "p90", "p95", "p99"];
    private static readonly string[] TrafficWords =
        ["request", "workload", "throughput", "load", "lod", "rps", "qps", "network", "bytes", "syscall", "packets", "connection", "count", "rate"];

    /// <summary>The kind that the name of a metric speaks of; <see cref="SignalKind.Internal"/> where it says nothing.</summary>
    public static SignalKind KindOf(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (Has(metric, HostWords))
            return SignalKind.Host;
        if (Has(metric, GoodWords))
            return SignalKind.Availability;
        if (Has(metric, ErrorWords))
            return SignalKind.Errors;
        if (Has(metric, TimeWords) && !Has(metric, ["gc", "cpu"]))
            return Has(metric, ClientWords) ? SignalKind.Waiting : SignalKind.Latency;
        if (Has(metric, InsideWords))
            return SignalKind.Internal;
        return Has(metric, TrafficWords) ? SignalKind.Traffic : SignalKind.Internal;
    }

    /// <summary>Whether the name speaks of the inside of a component.</summary>
    internal static bool NamesInside(string metric) => Has(metric, InsideWords);

    private static bool Has(string text, string[] words)
    {
        foreach (string word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
