using System.Collections.Immutable;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Live;

/// <summary>The traces of a running system: those of the newest window, the profile of ordinary time before, and a sample to look at. Bounded; not thread-safe.</summary>
internal sealed class LiveTraces
{
    private const int MostThings = 4_000, MostAttributeText = 1_000, MostNewest = 12;
    private readonly int _most;
    private readonly TraceAssembler _assembler;
    private readonly Queue<(DateTimeOffset Came, Trace Trace)> _window = new();
    private readonly Generations<ProfileBuilder> _ordinary;
    private readonly Generations<Sample> _samples;
    private int _spans;
    private long _stripped;

    public LiveTraces(LiveAnalysisOptions options)
    {
        _most = options.MaxSpans;
        _assembler = new TraceAssembler { MaxWaitingSpans = _most };
        _ordinary = new Generations<ProfileBuilder>(static () => new ProfileBuilder { Most = MostThings }, options.Baseline);
        _samples = new Generations<Sample>(() => new Sample(_most), options.Baseline);
    }

    /// <summary>Spans whose attributes were too long to be kept, and those of traces that were too long.</summary>
    public long LeftOut => _assembler.LostSpans + _stripped;

    public void Add(Span span, DateTimeOffset now)
    {
        if (span.Attributes.Sum(static pair => pair.Value.Length) > MostAttributeText)
        {
            span = span with { Attributes = [] };
            _stripped++;
        }

        _assembler.Add(span, now);
        _samples.Current.Spans.Accept(span);
        _samples.Coming?.Spans.Accept(span);
    }

    /// <summary>Says what time it is.</summary>
    /// <param name="now">The time.</param>
    /// <param name="window">How much of the newest time is kept.</param>
    /// <param name="learns">Whether what leaves the window is ordinary.</param>
    /// <returns>The traces that are whole by now.</returns>
    public IReadOnlyList<Trace> Advance(DateTimeOffset now, TimeSpan window, bool learns)
    {
        _ordinary.Turn(now);
        _samples.Turn(now);
        Trace[] whole = [.. _assembler.Take(now)];
        foreach (Trace trace in whole)
        {
            _window.Enqueue((now, trace));
            _spans += trace.Spans.Length;
        }

        while (_window.TryPeek(out (DateTimeOffset Came, Trace Trace) oldest) && (oldest.Came < now - window || _spans > _most))
        {
            _ = _window.Dequeue();
            _spans -= oldest.Trace.Spans.Length;
            if (!learns)
                continue;
            _ordinary.Current.Add(oldest.Trace);
            _ordinary.Coming?.Add(oldest.Trace);
        }

        return whole;
    }

    public PeriodProfile Baseline() => _ordinary.Current.Build();

    public PeriodProfile Newest()
    {
        var builder = new ProfileBuilder { Most = MostThings };
        foreach ((_, Trace trace) in _window)
            builder.Add(trace);
        return builder.Build();
    }

    /// <summary>Adds what it has to look at.</summary>
    public LivePicture Show(LivePicture picture)
    {
        Sample sample = _samples.Current;
        (int first, int last) = sample.Axis.Used;
        if (last < first)
            return picture;
        ImmutableArray<Trace> newest = [.. _window.Reverse().Take(MostNewest).Select(static pair => pair.Trace)];
        return picture with
        {
            From = new DateTimeOffset((sample.Axis.Base + first) * sample.Axis.Width, TimeSpan.Zero),
            Step = TimeSpan.FromTicks(sample.Axis.Width),
            Operations = [.. sample.Spans.Summaries(first, last - first + 1).OrderByDescending(static operation => operation.Own ?? operation.Total).ThenBy(static operation => operation.Name, StringComparer.Ordinal)],
            Flow = FlowBuilder.Build(sample.Spans),
            Traces = [.. newest.Concat(TraceChoice.Of(sample.Spans)).DistinctBy(static trace => trace.Id)],
        };
    }

    private sealed class Sample
    {
        public Sample(int most)
        {
            Spans = new SpanTally(Axis, most);
            Axis.Moved = (folds, oldBase) =>
            {
                foreach (Analysis.OperationTally operation in Spans.Operations)
                    operation.Heat.Move(Axis, folds, oldBase);
            };
        }

        public TimeAxis Axis { get; } = new();

        public SpanTally Spans { get; }
    }
}
