using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Watches by activities whom this process calls, how often, how long it waits and how often it fails, and keeps that as series: <c>prunella.call.*</c> with the tag <c>prunella.peer</c>.</summary>
/// <remarks>
/// Only client activities of the named sources are looked at, and of many calls every n-th: so the cost is bounded, whatever the load. Counts are scaled up again.
/// At most 64 peers are told apart; the others share one.
/// </remarks>
public sealed class CallWatch : ISeriesSource, IDisposable
{
    /// <summary>The tag that says who is called.</summary>
    public const string PeerTag = "prunella.peer";

    internal const string DurationInstrument = "prunella.call.duration";
    internal const string FailureInstrument = "prunella.call.failures";
    private const int MostPeers = 64;
    private const string Others = "others";

    private static readonly string[] UsualSources = ["System.Net.Http", "Npgsql", "Grpc.Net.Client"];

    private readonly DiagnosisOptions _options;
    private readonly TimeProvider _time;
    private ActivityListener? _listener;
    private readonly ConcurrentDictionary<string, PeerCalls> _peers = new(StringComparer.Ordinal);
    private readonly string[] _sources;
    private long _offered;
    private long _offeredBefore;
    private long _stamp;
    private int _stride = 1;

    /// <param name="options">Which calls to watch, and how many.</param>
    /// <param name="time">Tells how fast calls come.</param>
    public CallWatch(DiagnosisOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_options, _time, _stamp) = (options, time, time.GetTimestamp());
        _sources = options.CallSources.Count > 0 ? [.. options.CallSources] : UsualSources;
    }

    /// <inheritdoc/>
    public string Name => "calls";

    /// <summary>Of how many calls one is looked at.</summary>
    internal int Stride => Volatile.Read(ref _stride);

    /// <inheritdoc/>
    public void Collect(ISeriesWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_options.CallsPerSecond == 0)
            return;
        if (_listener is null)
            Listen();
        Pace();
        foreach (PeerCalls peer in _peers.Values)
            peer.Write(writer);
    }

    /// <summary>Watches no more.</summary>
    public void Dispose() => _listener?.Dispose();

    // From the first roll-up on: without one nobody would take what is gathered.
    private void Listen()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => Array.Exists(_sources, name => NamePattern.Matches(name, source.Name)),
            Sample = Sample,
            ActivityStopped = Take,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    // Runs inside the user's call: one increment for a call that is not looked at.
    private ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> options) =>
        options.Kind is ActivityKind.Client or ActivityKind.Producer && Interlocked.Increment(ref _offered) % Volatile.Read(ref _stride) == 0
            ? ActivitySamplingResult.AllData
            : ActivitySamplingResult.None;

    private void Take(Activity activity)
    {
        if (activity.Kind is not (ActivityKind.Client or ActivityKind.Producer) || !activity.IsAllDataRequested)
            return;
        string name = PeerOf(activity);
        if (!_peers.TryGetValue(name, out PeerCalls? peer))
            peer = _peers.GetOrAdd(_peers.Count < MostPeers ? name : Others, static name => new PeerCalls(name));
        peer.Add(activity.Duration.TotalSeconds, activity.Status == ActivityStatusCode.Error || activity.GetTagItem("error.type") is not null, Volatile.Read(ref _stride));
    }

    private static string PeerOf(Activity activity)
    {
        if (activity.GetTagItem("peer.service") is string service)
            return Cut(service);
        if (activity.GetTagItem("server.address") is string address)
            return Cut(activity.GetTagItem("server.port") is { } port ? string.Create(CultureInfo.InvariantCulture, $"{address}:{port}") : address);
        return Cut((activity.GetTagItem("db.namespace") ?? activity.GetTagItem("db.name")) as string ?? activity.Source.Name);
    }

    private static string Cut(string name) => name.Length <= 128 ? name : name[..128];

    private void Pace()
    {
        long now = _time.GetTimestamp(), offered = Volatile.Read(ref _offered);
        double seconds = _time.GetElapsedTime(_stamp, now).TotalSeconds;
        if (seconds <= 0)
            return;
        double rate = (offered - _offeredBefore) / seconds;
        (_stamp, _offeredBefore) = (now, offered);
        Volatile.Write(ref _stride, Math.Max(1, (int)Math.Min(1_000_000, Math.Ceiling(rate / _options.CallsPerSecond))));
    }
}
