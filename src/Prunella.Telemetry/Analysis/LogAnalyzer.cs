using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Prunella.Metrics;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Flows;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Store;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Reads logs on several threads and tells what is in them. The result is the same for any number of threads.</summary>
public sealed class LogAnalyzer
{
    private static readonly TimeSpan Told = TimeSpan.FromMilliseconds(200);
    private readonly AnalyzerOptions _options;
    private readonly TimeProvider _time;

    /// <param name="options">How; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is less than 1.</exception>
    public LogAnalyzer(AnalyzerOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new AnalyzerOptions();
        _time = time ?? TimeProvider.System;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Threads, 1, nameof(options));
    }

    /// <summary>Reads all sources.</summary>
    /// <param name="sources">What to read.</param>
    /// <param name="input">Standard input, if it is among them.</param>
    /// <param name="progress">Is told a few times a second how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InvalidDataException">The flow has too many states, or can not reach its end.</exception>
    public LogAnalysis Analyze(SourceList sources, Stream? input = null, IProgress<AnalysisProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var run = new Run(this, sources, input, progress, cancellationToken);
        LogTally[] tallies = run.Read();
        cancellationToken.ThrowIfCancellationRequested();
        LogTally all = tallies[0];
        foreach (LogTally tally in tallies.AsSpan(1))
            all.Absorb(tally);
        TemplateCatalog catalog = all.Miner.Build();
        foreach (IEventSink sink in run.Events)
            sink.Complete(catalog);
        var places = new RecordPlaces(sources, run.Progress);
        var errors = new ErrorNames(_options.Fingerprint, places);
        var periods = new RecordPeriods(all, catalog, places, errors);
        LogAnalysis analysis = AnalysisBuilder.Build(all, catalog, sources, run.Progress, places, errors, _time.GetElapsedTime(run.Begun));
        (FlowCheck Check, ImmutableArray<Finding> Findings)[] flows = Flows(all, catalog, places, analysis);
        return analysis with
        {
            Findings = FindingMerge.Of([LogFindings.Of(analysis), RecordFindings.Of(periods), TraceFindings.Of(all.Spans), .. flows.Select(static flow => flow.Findings)]),
            Conformance = [.. flows.Select(static flow => flow.Check)],
            Profiles = [periods.Whole(), TraceFindings.Profile(all.Spans)],
            Took = _time.GetElapsedTime(run.Begun),
        };
    }

    private (FlowCheck Check, ImmutableArray<Finding> Findings)[] Flows(LogTally all, TemplateCatalog catalog, RecordPlaces places, LogAnalysis analysis)
    {
        if (_options.Flow is null && !_options.DiscoverFlow)
            return [];
        DateTimeOffset from = analysis.From ?? DateTimeOffset.UnixEpoch;
        var conformance = new FlowConformance(all, catalog, places, new TimeWindow(from, analysis.Until ?? from), _time);
        return [.. _options.Flow is { } flow ? conformance.Declared(flow) : [], .. _options.DiscoverFlow ? conformance.Common() : []];
    }

    private sealed class Run(LogAnalyzer analyzer, SourceList sources, Stream? input, IProgress<AnalysisProgress>? progress, CancellationToken cancellation)
    {
        private readonly Lock _lock = new();
        private long _read, _records, _errors, _next;

        public SourceProgress[] Progress { get; } = [.. sources.Sources.Select(static _ => new SourceProgress())];

        public List<IEventSink> Events { get; } = [];

        public long Begun { get; } = analyzer._time.GetTimestamp();

        public LogTally[] Read()
        {
            var queue = new WorkQueue<LogPiece>(sources.Sources.Select(static (_, i) => new LogPiece(i, 0, 0, long.MaxValue, null)));
            int threads = sources.Size < RecordCuts.PieceBytes / 4 && sources.Sources.Count < 8 ? 1 : analyzer._options.Threads;
            var tallies = new LogTally[threads];
            Thread[] workers = [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(() => tallies[i] = Work(queue)) { Name = "prunella-analyze", IsBackground = true })];
            foreach (Thread worker in workers)
                worker.Start();
            tallies[0] = Work(queue);
            foreach (Thread worker in workers)
                worker.Join();
            Tell(final: true);
            return tallies;
        }

        private LogTally Work(WorkQueue<LogPiece> queue)
        {
            var tally = new LogTally();
            ILogSink sink = tally;
            if (analyzer._options.Events?.Invoke() is { } events)
            {
                lock (_lock)
                    Events.Add(events);
                sink = new ForkedSink(tally, events);
            }

            if (analyzer._options.Period is { } period)
                sink = new PeriodFilter(period, sink);
            var reader = new PieceReader(analyzer._options.Unpacking, input, tally.Spans, read =>
            {
                cancellation.ThrowIfCancellationRequested();
                Interlocked.Add(ref _read, read);
                Tell(final: false);
            });
            long told = 0;
            while (queue.TryTake(out LogPiece piece))
            {
                try
                {
                    if (!cancellation.IsCancellationRequested)
                        Read(piece, reader, tally, sink, queue);
                }
                catch (OperationCanceledException)
                {
                    // The caller is told by the one who waits for all.
                }
                finally
                {
                    Interlocked.Add(ref _records, tally.Records - told);
                    told = tally.Records;
                    queue.Done();
                }
            }

            Interlocked.Add(ref _errors, tally.Errors);
            return tally;
        }

        private void Read(LogPiece piece, PieceReader reader, LogTally tally, ILogSink sink, WorkQueue<LogPiece> queue)
        {
            SourceProgress state = Progress[piece.Source];
            LogSource source = sources.Sources[piece.Source];
            long before = tally.Records;
            LogFeed? feed = null;
            tally.Origin = ((long)piece.Source << 44) + ((long)Math.Min(piece.Index, 4095) << 32);
            try
            {
                if (piece.Format is null)
                {
                    reader.ReadFirst(source, piece.Source, sink, begun =>
                    {
                        feed = begun;
                        state.Recognised(begun.Description);
                    }, queue.Add);
                }
                else
                {
                    feed = reader.ReadFurther(source, piece, sink);
                }
            }
            catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                feed?.Complete();
                state.Failed(error.Message);
            }

            state.Read(piece.Index, reader.Bytes, tally.Records - before, feed?.Lines ?? 0, feed?.BadLines ?? 0, feed?.CutLines ?? 0);
        }

        private void Tell(bool final)
        {
            if (progress is null)
                return;
            TimeSpan elapsed = analyzer._time.GetElapsedTime(Begun);
            long next = Volatile.Read(ref _next);
            if (!final && (elapsed.Ticks < next || Interlocked.CompareExchange(ref _next, elapsed.Ticks + Told.Ticks, next) != next))
                return;
            progress.Report(new AnalysisProgress(Volatile.Read(ref _read), sources.Size, Volatile.Read(ref _records), Volatile.Read(ref _errors), elapsed));
        }
    }
}
