using System.Globalization;
using Prunella.Telemetry.Spans;
using Prunella.Views;

namespace Prunella.Telemetry.Live;

/// <summary>Traces with their parts by when they ran: the newest, and the slowest.</summary>
internal static class TraceBlocks
{
    private const int MostOfAKind = 6, MostRows = 40;

    public static IEnumerable<PanelBlock> Of(LivePicture picture)
    {
        if (picture.Traces.IsEmpty)
            yield break;
        Trace[] newest = [.. picture.Traces.OrderByDescending(static trace => trace.Spans[0].Start).Take(MostOfAKind)];
        Trace[] slowest = [.. picture.Traces.OrderByDescending(static trace => trace.Duration).Where(trace => !newest.Contains(trace)).Take(MostOfAKind)];
        if (slowest.Length > 0)
            yield return new PanelBlock.Waterfalls([.. slowest.Select(Of)]) { Heading = "The slowest traces" };
        yield return new PanelBlock.Waterfalls([.. newest.Select(Of)]) { Heading = "The newest traces" };
    }

    private static Waterfall Of(Trace trace)
    {
        Span first = trace.Spans[0];
        double all = Math.Max(1, trace.Duration);
        int failed = trace.Spans.Count(static span => span.IsError);
        var depths = new int[trace.Spans.Length];
        foreach (int i in Ordered(trace))
            depths[i] = trace.Parents[i] is >= 0 and var parent ? depths[parent] + 1 : 0;
        string note = $"{PictureBlocks.Said(TimeSpan.FromTicks(trace.Duration / 100))}, {Phrase.Count(trace.Spans.Length, "span")}, {first.StartTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}{(failed > 0 ? $", {failed} failed" : "")}";
        return new Waterfall(trace.Id.ToString(), $"{first.Service}: {first.Operation}", new Words(note, failed > 0 ? Tone.Bad : Tone.Muted),
            [.. Ordered(trace).Take(MostRows).Select(i => Row(trace.Spans[i], depths[i], first.Start, all))]);
    }

    private static WaterfallRow Row(Span span, int depth, long start, double all) => new(
        $"{span.Service}: {span.Operation}", depth, (span.Start - start) / all, span.Duration / all, new Words(PictureBlocks.Said(TimeSpan.FromTicks(span.Duration / 100)), span.IsError ? Tone.Bad : Tone.Plain), span.IsError);

    // Each part below what contains it.
    private static IEnumerable<int> Ordered(Trace trace)
    {
        var parents = trace.Parents.ToArray();
        ILookup<int, int> parts = Enumerable.Range(0, parents.Length).ToLookup(i => parents[i]);
        var waiting = new Stack<int>(parts[-1].Reverse());
        while (waiting.TryPop(out int next))
        {
            yield return next;
            foreach (int part in parts[next].Reverse())
                waiting.Push(part);
        }
    }
}
