using Prunella.Metrics;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Analysis;

/// <summary>Hands on the records of a period.</summary>
internal sealed class PeriodFilter(TimeWindow period, ILogSink next) : ILogSink
{
    private readonly long _from = period.From.UtcTicks, _to = period.To.UtcTicks;

    public void Accept(in LogRecord record)
    {
        if (record.Ticks == 0 || (record.Ticks > _from && record.Ticks <= _to))
            next.Accept(record);
    }
}
