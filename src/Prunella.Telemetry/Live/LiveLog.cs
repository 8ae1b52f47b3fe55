using System.Text;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Live;

/// <summary>The log of one service of a running system, counted by statements and steps of time. Bounded; not thread-safe.</summary>
/// <remarks>The counts of ordinary time and of the newest window are of one tally, so that both have the same names for statements whatever is learnt of them.</remarks>
internal sealed class LiveLog : ILogSink
{
    private const int MostCases = 2_048;
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(5);
    private readonly byte[] _name;
    private readonly Generations<Volume> _volumes;
    private long _number;

    public LiveLog(string name, LiveAnalysisOptions options)
    {
        Name = name;
        _name = Encoding.UTF8.GetBytes(name);
        _volumes = new Generations<Volume>(() => new Volume(name, options), options.Baseline);
    }

    public string Name { get; }

    public long Records => _number;

    /// <summary>When a record of OTLP came last.</summary>
    public DateTimeOffset Exported { get; set; }

    /// <summary>The time by which records are told that have none, or one that can not be.</summary>
    public DateTimeOffset Now { get; private set; }

    public void Turn(DateTimeOffset now)
    {
        Now = now;
        _volumes.Turn(now);
    }

    public void Accept(in LogRecord record)
    {
        _number++;
        bool isNear = Math.Abs(record.Ticks - Now.UtcTicks) < Near.Ticks;
        LogRecord counted = record with { Ticks = isNear ? record.Ticks : Now.UtcTicks, Line = Math.Min(_number, uint.MaxValue), Category = _name };
        _volumes.Current.Tally.Accept(counted);
        _volumes.Coming?.Tally.Accept(counted);
    }

    /// <summary>The profiles of ordinary time and of the newest window; null where there is too little of one.</summary>
    public (PeriodProfile Before, PeriodProfile After)? Between(DateTimeOffset until, DateTimeOffset from, DateTimeOffset now)
    {
        Volume volume = _volumes.Current;
        return new RecordPeriods(volume.Tally, volume.Tally.Miner.Build(), volume.Places, volume.Errors).Between(until, from, now);
    }

    private sealed class Volume
    {
        public Volume(string name, LiveAnalysisOptions options)
        {
            Tally = new LogTally(new TallyLimits(options.MaxStatements, 1, MostCases));
            Places = new RecordPlaces(new SourceList([new LogSource(name, null, 0, default)], []), [new SourceProgress()]);
            Errors = new ErrorNames(options.Fingerprint, Places);
        }

        public LogTally Tally { get; }

        public RecordPlaces Places { get; }

        public ErrorNames Errors { get; }
    }
}
