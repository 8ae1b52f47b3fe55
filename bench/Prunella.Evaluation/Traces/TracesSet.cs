using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;
using Prunella.Telemetry.Watching;

namespace Prunella.Evaluation.Traces;

/// <summary>Spans, log lines and metrics of services in which faults were injected: what the watch tells, as it tells it.</summary>
internal sealed class TracesSet : IEvaluationSet
{
    private const long Step = 5_000_000, LastMinutes = 180_000_000; // microseconds

    public string Name => "traces";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        if (!File.Exists(input + ".spans.csv.xz"))
            throw new InvalidDataException($"{input}.spans.csv.xz does not exist.");
        var recorded = new RecordedTraces(input);
        var assembler = new TraceAssembler();
        var watch = new FaultWatch();
        RecordedLine[] lines = [.. recorded.Lines()];
        var feed = new LineFeed(lines, watch.Observe);
        var csv = new StringBuilder("time_us,service,score,class\n");
        int items = 0;
        long clock = long.MaxValue;
        foreach ((long time, object row) in Merge(
            recorded.Spans().Select(static row => (row.Time, (object)row.Span)), recorded.Readings().Select(static row => (row.Time, (object)row.Reading)), lines.Select(static line => (line.Time, (object)line))))
        {
            for (clock = Math.Min(clock, time); clock < time; clock += Step) // time goes on where no rows come
                Pass(clock);
            Pass(time);
            if (row is Span span)
                assembler.Add(span, RecordedTraces.At(time));
            else if (row is RecordedLine line)
                feed.Feed(line);
            else
                watch.Observe((Reading)row);
            items++;
        }

        for (long end = clock + LastMinutes; clock < end; clock += Step)
            Pass(clock);
        await File.WriteAllTextAsync(output, csv.ToString(), cancellationToken);
        return items;

        void Pass(long time)
        {
            DateTimeOffset now = RecordedTraces.At(time);
            foreach (Trace trace in assembler.Take(now))
                watch.Observe(trace);
            Append(csv, time, watch.Advance(now));
        }
    }

    private static IEnumerable<(long Time, object Row)> Merge(params IEnumerable<(long Time, object Row)>[] streams)
    {
        var next = new PriorityQueue<IEnumerator<(long Time, object Row)>, (long Time, int Stream)>();
        for (int i = 0; i < streams.Length; i++)
            Enqueue(streams[i].GetEnumerator(), i);
        while (next.TryDequeue(out IEnumerator<(long Time, object Row)>? stream, out (long Time, int Stream) place))
        {
            yield return stream.Current;
            Enqueue(stream, place.Stream);
        }

        void Enqueue(IEnumerator<(long Time, object Row)> stream, int number)
        {
            if (stream.MoveNext())
                next.Enqueue(stream, (stream.Current.Time, number));
            else
                stream.Dispose();
        }
    }

    private static void Append(StringBuilder csv, long time, ImmutableArray<Finding> findings)
    {
        foreach (Finding finding in findings)
            csv.Append(CultureInfo.InvariantCulture, $"{time},{finding.Place.Service},{-10 * Math.Log(1 - Math.Min(0.9999999, finding.Confidence)):F3},{NameOf(finding.Class)}\n");
    }

    private static string NameOf(FindingClass kind) => kind switch
    {
        FindingClass.Performance => "performance",
        FindingClass.Behaviour => "sequence",
        FindingClass.Coverage => "coverage",
        FindingClass.Errors => "error",
        FindingClass.State => "state",
        FindingClass.Dependencies => "dependency",
        _ => "docs",
    };
}
