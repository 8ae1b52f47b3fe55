namespace Prunella.Health;

/// <summary>Finds by traces where time is lost: in an operation's own work, or on the way between two components.</summary>
/// <remarks>
/// Own time is duration minus that of the parts. The way is the caller's span minus the callee's: a slow network, or a callee that does not get to
/// the request. A component is suspected by the share of all lost time that it accounts for; a slow way speaks against the end whose other
/// ways are slow too.
/// </remarks>
internal sealed class TraceJudge
{
    private const int LeastNormal = 3;

    private readonly DiagnosisWeights _weights;
    private readonly Dictionary<string, List<TimeShift>> _found = new(StringComparer.Ordinal);
    private readonly double _lost;

    public TraceJudge(SpanTree normal, SpanTree anomalous, DiagnosisWeights weights)
    {
        _weights = weights;
        TimeShift[] work = Compare(WorkOf(normal), WorkOf(anomalous), own: true);
        TimeShift[] ways = Compare(WaysOf(normal), WaysOf(anomalous), own: false);
        foreach (TimeShift shift in work)
            Keep(shift.Component, shift);
        Attribute(ways);
        _lost = work.Concat(ways).Where(static one => one.Deviations > 0).Sum(Weight);
    }

    /// <summary>How much the traces speak against a component.</summary>
    public double ScoreOf(string component)
    {
        if (_lost <= 0 || !_found.TryGetValue(component, out List<TimeShift>? shifts))
            return 0;
        double share = shifts.Sum(Weight) / _lost, strongest = shifts.Max(Strength);
        return strongest * Math.Min(1, 2 * share);
    }

    /// <summary>What was found of a component, the costliest first, in words.</summary>
    public IEnumerable<string> Describe(string component) => !_found.TryGetValue(component, out List<TimeShift>? shifts) ? [] :
        shifts.Where(static one => one.Deviations > 3).OrderByDescending(Weight).Take(3).Select(one => FormattableString.Invariant(
            $"{(one.Caller is null ? $"own time of {one.Operation}" : one.Caller == component ? $"the way to {one.Component} and back" : $"the way from {one.Caller} and back")} grew from {one.Before / 1000:0.#} to {one.Now / 1000:0.#} ms ({one.Count} times)"));

    private double Strength(TimeShift shift)
    {
        double reliable = Math.Min(1, 0.4 + 0.2 * shift.Count), z = Math.Min(100, shift.Deviations);
        return z <= 0 ? 0 : reliable * 0.5 * Math.Log(1 + z / _weights.Knee * (z / _weights.Knee));
    }

    private double Weight(TimeShift shift) => shift.Excess * Math.Min(1, Strength(shift));

    private void Keep(string component, TimeShift shift)
    {
        if (shift.Deviations <= 0)
            return;
        if (!_found.TryGetValue(component, out List<TimeShift>? list))
            _found.Add(component, list = []);
        list.Add(shift);
    }

    // Each slow way goes to the end that accounts for more slow ways; to the callee where the caller does not clearly account for more.
    private void Attribute(TimeShift[] ways)
    {
        Dictionary<string, double> into = Slowness(ways, static way => way.Component), outOf = Slowness(ways, static way => way.Caller!);
        double Of(string component) => into.GetValueOrDefault(component) + outOf.GetValueOrDefault(component);
        foreach (TimeShift way in ways)
            Keep(Of(way.Caller!) > 1.5 * Of(way.Component) ? way.Caller! : way.Component, way);
    }

    // How many slow ways an end has, by the share of its ways that are slow.
    private Dictionary<string, double> Slowness(TimeShift[] ways, Func<TimeShift, string> end) => ways
        .GroupBy(end, StringComparer.Ordinal)
        .ToDictionary(static group => group.Key, group =>
        {
            double slow = group.Sum(way => Math.Min(1, Strength(way)));
            return slow * slow / group.Count();
        }, StringComparer.Ordinal);

    private static Dictionary<(string Component, string Key), List<double>> WorkOf(SpanTree tree)
    {
        var found = new Dictionary<(string, string), List<double>>();
        bool[] asksOthers = new bool[tree.Own.Length];
        for (int i = 0; i < tree.Own.Length; i++)
        {
            if (tree.Parents[i] >= 0 && tree.IsEntry(i))
                asksOthers[tree.Parents[i]] = true;
        }

        for (int i = 0; i < tree.Own.Length; i++)
        {
            if (!asksOthers[i]) // else its own time is the way to the other and back
                Add(found, (tree.Spans[i].Component, tree.Spans[i].Operation), Math.Max(0, tree.Own[i]));
        }

        return found;
    }

    private static Dictionary<(string Component, string Key), List<double>> WaysOf(SpanTree tree)
    {
        var found = new Dictionary<(string, string), List<double>>();
        for (int i = 0; i < tree.Parents.Length; i++)
        {
            if (tree.Parents[i] is >= 0 and var parent && tree.Spans[parent].Component != tree.Spans[i].Component)
                Add(found, (tree.Spans[i].Component, tree.Spans[parent].Component), Math.Max(0, tree.Spans[parent].Duration - tree.Spans[i].Duration));
        }

        return found;
    }

    private static void Add(Dictionary<(string, string), List<double>> found, (string, string) key, double value)
    {
        if (!found.TryGetValue(key, out List<double>? list))
            found.Add(key, list = []);
        list.Add(value);
    }

    private static TimeShift[] Compare(
        Dictionary<(string Component, string Key), List<double>> before, Dictionary<(string Component, string Key), List<double>> now, bool own)
    {
        List<double> pool = [.. before.Values.Where(static list => list.Count >= LeastNormal).Select(static list => Quantile(list, 0.5))];
        double typical = pool.Count == 0 ? 1000 : Quantile(pool, 0.5);
        var shifts = new List<TimeShift>();
        foreach (((string component, string key), List<double> values) in now)
        {
            bool known = before.TryGetValue((component, key), out List<double>? usual) && usual.Count >= LeastNormal;
            if (!known && own)
                continue; // Work of a new kind says nothing of slowness.
            double ordinary = usual is { Count: > 0 } ? Quantile(usual, 0.5) : typical;
            double spread = known ? (Quantile(usual!, 0.9) - Quantile(usual!, 0.1)) / 2.56 : ordinary;
            double scale = Math.Max(Math.Max(spread, ordinary * 0.25), 1000);
            double median = Quantile(values, 0.5);
            shifts.Add(new TimeShift(component, own ? null : key, own ? key : null, ordinary, median, (median - ordinary) / scale, values.Count));
        }

        return [.. shifts];
    }

    private static double Quantile(List<double> values, double share)
    {
        values.Sort();
        return ShiftMeter.At(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values), share);
    }
}
