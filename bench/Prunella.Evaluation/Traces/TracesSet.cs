using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;
using Prunella.Telemetry.Watching;

namespace Prunella.Evaluation.Traces;

/// <summary>Spans and metrics of services in which faults were injected: what the watch tells, as it tells it.</summary>
internal sealed class TracesSet : IEvaluationSet
{
    private const long Step = 5_000_000, LastMinutes = 180_000_000; // microseconds

    public string Name => "traces";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        if (!File.Exists(input + ".spans.csv.xz"))
            throw new InvalidDataException($"{input}.spans.csv.xz does not exist.");
        var recorded = new RecordedTraces(input);
        using IEnumerator<(long Time, Span Span)> spans = recorded.Spans().GetEnumerator();
        using IEnumerator<(long Time, Reading Reading)> readings = recorded.Readings().GetEnumerator();
        var assembler = new TraceAssembler();
        var watch = new FaultWatch();
        var csv = new StringBuilder("time_us,service,score,class\n");
        bool moreSpans = spans.MoveNext(), moreReadings = readings.MoveNext();
        int items = 0;
        long clock = Math.Min(moreSpans ? spans.Current.Time : long.MaxValue, moreReadings ? readings.Current.Time : long.MaxValue);
        while (moreSpans || moreReadings)
        {
            bool isSpan = moreSpans && (!moreReadings || spans.Current.Time <= readings.Current.Time);
            long time = isSpan ? spans.Current.Time : readings.Current.Time;
            for (; clock < time; clock += Step) // time goes on where no rows come
                Pass(clock);
            Pass(time);
            DateTimeOffset now = RecordedTraces.At(time);
            if (isSpan)
            {
                assembler.Add(spans.Current.Span, now);
                moreSpans = spans.MoveNext();
                items++;
            }
            else
            {
                watch.Observe(readings.Current.Reading);
                moreReadings = readings.MoveNext();
            }
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
