using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Ingest;

/// <summary>Gives a time to records that have none, or one without year or date.</summary>
/// <remarks>
/// A time without a year is of the year before the log was last written, at most. One without a date is of the day of that. A record without
/// any time has the one that the container runtime noted, or else that of the record before it.
/// </remarks>
internal sealed class TimeCompletion(ILogSink next, DateTimeOffset written, ContainerUnwrapper? container) : ILogSink
{
    private const long YearOneEnds = 366 * TimeSpan.TicksPerDay;
    private readonly DateTime _written = written.UtcDateTime;
    private long _last, _lineOfTimes;
    private long _day = -1, _shift; // times of one day are all completed alike, unless the log was last written on it

    public void Accept(in LogRecord record)
    {
        long ticks = record.Ticks;
        if (container is not null)
        {
            long noted = Noted(record.Line);
            ticks = ticks >= YearOneEnds || noted == 0 ? ticks : noted;
        }

        if (ticks is > 0 and < YearOneEnds)
            ticks = Complete(ticks);
        if (ticks == 0)
            ticks = _last;
        _last = ticks;
        if (ticks == record.Ticks)
            next.Accept(record);
        else
            next.Accept(record with { Ticks = ticks });
    }

    /// <summary>The runtime's time of a line; those of the lines before are done with.</summary>
    private long Noted(long line)
    {
        long ticks = 0;
        while (_lineOfTimes < line && container!.TryTakeTime(out ticks))
            _lineOfTimes++;
        return ticks;
    }

    private long Complete(long ticks)
    {
        if (ticks < TimeSpan.TicksPerDay)
            return _written.Date.Ticks + ticks;
        long day = ticks / TimeSpan.TicksPerDay;
        if (day == _day)
            return ticks + _shift;
        long begins = WithYear(day * TimeSpan.TicksPerDay), ends = WithYear(((day + 1) * TimeSpan.TicksPerDay) - 1);
        if (ends - begins == TimeSpan.TicksPerDay - 1)
            (_day, _shift) = (day, begins - (day * TimeSpan.TicksPerDay));
        return WithYear(ticks);
    }

    private long WithYear(long ticks)
    {
        var time = new DateTime(ticks);
        DateTime thisYear = Of(time, _written.Year);
        return (thisYear <= _written.AddDays(1) ? thisYear : Of(time, _written.Year - 1)).Ticks;
    }

    private static DateTime Of(DateTime time, int year) =>
        new DateTime(year, time.Month, Math.Min(time.Day, DateTime.DaysInMonth(year, time.Month))).Add(time.TimeOfDay);
}
