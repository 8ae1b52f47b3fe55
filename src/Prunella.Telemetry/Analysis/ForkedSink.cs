using Prunella.Telemetry.Records;
using Prunella.Telemetry.Store;

namespace Prunella.Telemetry.Analysis;

/// <summary>Counts records and hands them on with what the counting found out.</summary>
internal sealed class ForkedSink(LogTally tally, IEventSink events) : ILogSink
{
    public void Accept(in LogRecord record)
    {
        tally.Accept(record);
        events.Accept(record, tally.Miner.KeyOf(tally.LastShape), tally.Miner.Values);
    }
}
