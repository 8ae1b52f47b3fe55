using System.Text;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Spans;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Watching;

/// <summary>Follows the log lines of each piece of work, and counts which line comes after which. Bounded.</summary>
/// <remarks>
/// A piece of work is the span that a record names. It has ended when it writes nothing more for a while. What a record that names none says stands
/// for itself: only its share among such records is compared.
/// </remarks>
internal sealed class LineFlow
{
    private const int MostOpen = 20_000, MostPairs = 64, MostServices = 10_000, Patience = 30; // seconds, as a trace waits for its first span
    private const string Outside = "outside of requests", ErrorLines = "error lines";
    private readonly LineNames _names = new();
    private readonly Dictionary<ulong, string> _services = [];
    private readonly Dictionary<(TraceId Trace, SpanId Span, string Service), Work> _open = [];
    private readonly Queue<((TraceId Trace, SpanId Span, string Service) Key, long Due)> _due = new();

    /// <summary>Counts a record.</summary>
    public void Count(in LogRecord record, long time, Tally into)
    {
        string service = ServiceOf(record.Service.IsEmpty ? record.Category : record.Service), name = _names.Of(record);
        if (!TraceId.TryParse(record.TraceId, out TraceId trace) || trace.IsNone)
        {
            GoOn(service, Outside, name, into);
            return;
        }

        SpanId span = SpanId.TryParse(record.SpanId, out SpanId named) ? named : default;
        if (!_open.TryGetValue((trace, span, service), out Work? work))
        {
            if (_open.Count >= MostOpen)
                return;
            _open.Add((trace, span, service), work = new Work());
            _due.Enqueue(((trace, span, service), time + Patience * TimeSpan.TicksPerSecond));
            into.At(new FlowKey(service, "", FlowKey.Anywhere)).Visits++;
        }

        if (LineNames.IsError(name) && !work.Failed)
        {
            work.Failed = true;
            into.At(new FlowKey(service, "", FlowKey.Anywhere)).Take(ErrorLines); // wherever in its course the error comes
        }

        if (work.IsNew(name))
            GoOn(service, work.After, name, into);
        (work.After, work.Last) = (name, time);
    }

    /// <summary>Counts the ends of what has written nothing for a while.</summary>
    public void End(long now, Tally into)
    {
        while (_due.TryPeek(out ((TraceId, SpanId, string Service) Key, long Due) next) && next.Due <= now)
        {
            _due.Dequeue();
            Work work = _open[next.Key];
            if (work.Last + Patience * TimeSpan.TicksPerSecond > now)
            {
                _due.Enqueue((next.Key, work.Last + Patience * TimeSpan.TicksPerSecond));
                continue;
            }

            _open.Remove(next.Key);
            GoOn(next.Key.Service, work.After, FlowKey.End, into);
        }
    }

    private static void GoOn(string service, string after, string step, Tally into)
    {
        StepCounts there = into.At(new FlowKey(service, "", after));
        there.Visits++;
        there.Take(step);
    }

    private string ServiceOf(ReadOnlySpan<byte> name)
    {
        ulong key = Mix.Of(name);
        if (_services.TryGetValue(key, out string? service))
            return service;
        service = Encoding.UTF8.GetString(name);
        if (_services.Count < MostServices)
            _services.Add(key, service);
        return service;
    }

    private sealed class Work
    {
        private readonly List<(string After, string Step)> _pairs = [];

        public string After { get; set; } = FlowKey.Begin;

        public long Last { get; set; }

        public bool Failed { get; set; }

        /// <summary>Whether the step is taken for the first time after the last one: a loop says no more by going round again.</summary>
        public bool IsNew(string step)
        {
            if (_pairs.Count >= MostPairs || _pairs.Contains((After, step)))
                return false;
            _pairs.Add((After, step));
            return true;
        }
    }
}
