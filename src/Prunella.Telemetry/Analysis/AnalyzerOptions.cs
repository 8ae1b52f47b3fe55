using Prunella.Metrics;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Flows;
using Prunella.Telemetry.Store;

namespace Prunella.Telemetry.Analysis;

/// <summary>How logs are analysed.</summary>
public sealed record AnalyzerOptions
{
    /// <summary>Threads that read. Default: as many as there are cores, at most 16; at least 1.</summary>
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 16);

    /// <summary>Only records of this time count; null for all. Records without any time count always.</summary>
    public TimeWindow? Period { get; init; }

    /// <summary>How far packed files may swell.</summary>
    public Ingest.UnpackLimit Unpacking { get; init; } = new();

    /// <summary>Names an error, so that the same one is known again; null, or a null answer, for its logger with its exception or else its statement.</summary>
    public Func<LogEvent, string?>? Fingerprint { get; init; }

    /// <summary>A flow that cases and traces are held against; null for none.</summary>
    public FlowDeclaration? Flow { get; init; }

    /// <summary>Whether cases and traces are held against the flow that most of them keep to. Default false.</summary>
    public bool DiscoverFlow { get; init; }

    /// <summary>Takes each record too, from several threads at once, one sink for each; null for none.</summary>
    public Func<IEventSink>? Events { get; init; }
}
