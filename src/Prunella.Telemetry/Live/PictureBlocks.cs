using System.Collections.Immutable;
using System.Globalization;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Reports;
using Prunella.Views;

namespace Prunella.Telemetry.Live;

/// <summary>How long operations take over time, each compared with itself, and in which order they come.</summary>
internal static class PictureBlocks
{
    private const int MostOperations = 24, MostColumns = 60, MostSteps = 40, Enough = 3;

    public static IEnumerable<PanelBlock> Operations(LivePicture picture)
    {
        OperationSummary[] operations = [.. picture.Operations.Where(static operation => operation.Count >= Enough).Take(MostOperations)];
        if (picture.From is not { } from || operations.Length == 0)
            yield break;
        int steps = operations.Max(static operation => operation.Heat.Length), together = Math.Max(1, (steps + MostColumns - 1) / MostColumns);
        yield return new PanelBlock.Heat(from, from + steps * picture.Step, ["calls", "median", "99 %", "failed"],
            [.. operations.Select(operation => Row(operation, from, picture.Step, steps, together))])
        { Heading = "Performance: each operation beside its own usual time" };
    }

    public static IEnumerable<PanelBlock> Flow(LivePicture picture)
    {
        if (picture.Flow is not { Steps.Length: > 0 } whole)
            yield break;
        FlowSummary flow = Frequent(whole);
        ImmutableArray<(int X, int Y)> places = FlowLayout.Of(flow);
        long most = Math.Max(1, flow.Edges.Select(static edge => edge.Count).DefaultIfEmpty(1).Max());
        yield return new PanelBlock.Flow(
            [.. flow.Steps.Select((step, i) => new FlowNode(step.Name, $"{Number(step.Count)} times", (double)places[i].X / FlowLayout.Wide, places[i].Y / FlowLayout.High))],
            [
                .. flow.Edges.Where(static edge => edge is { From: >= 0, To: >= 0 })
                    .Select(edge => new FlowArrow(edge.From, edge.To, Math.Log(1 + edge.Count) / Math.Log(1 + most), $"{Number(edge.Count)} times", edge.IsDeviation)),
            ]) { Heading = "Flow: in which order operations begin" };
    }

    private static FlowSummary Frequent(FlowSummary flow) => flow.Steps.Length <= MostSteps ? flow : flow with
    {
        Steps = [.. flow.Steps.Take(MostSteps)],
        Edges = [.. flow.Edges.Where(static edge => edge.From < MostSteps && edge.To < MostSteps)],
    };

    private static HeatRow Row(OperationSummary operation, DateTimeOffset from, TimeSpan step, int steps, int together)
    {
        double usual = operation.Median.TotalMicroseconds;
        var cells = new HeatCell?[(steps + together - 1) / together];
        for (int column = 0; column < cells.Length; column++)
        {
            if (MedianOf(operation.Heat, column * together, together) is not { } median)
                continue;
            double times = Math.Log2(Math.Max(1, median) / Math.Max(1, usual));
            string when = (from + column * together * step).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            cells[column] = new HeatCell(Math.Clamp(times / 2, -1, 1), $"{when}: typically {Said(TimeSpan.FromMicroseconds(median))}, usually {Said(operation.Median)}");
        }

        Words failed = operation.Errors == 0 ? new Words("none", Tone.Muted) : new Words(Phrase.Share((double)operation.Errors / operation.Count), Tone.Bad);
        return new HeatRow(operation.Service.Length > 0 ? $"{operation.Service}: {operation.Name}" : operation.Name, cells, [Number(operation.Count), Said(operation.Median), Said(operation.P99), failed]);
    }

    private static double? MedianOf(ImmutableArray<ImmutableArray<int>> heat, int first, int steps)
    {
        long[] counts = new long[LatencyCounts.Steps];
        for (int i = first; i < Math.Min(first + steps, heat.Length); i++)
        {
            for (int place = 0; place < heat[i].Length; place++)
                counts[place] += heat[i][place];
        }

        long all = counts.Sum(), before = 0;
        if (all == 0)
            return null;
        for (int place = 0; place < counts.Length; place++)
        {
            before += counts[place];
            if (2 * before >= all)
                return (LatencyCounts.StartOf(place) + LatencyCounts.StartOf(place + 1)) / 2;
        }

        return null;
    }

    internal static string Said(TimeSpan time) => time < TimeSpan.FromMilliseconds(1) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs")
        : time < TimeSpan.FromSeconds(1) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
