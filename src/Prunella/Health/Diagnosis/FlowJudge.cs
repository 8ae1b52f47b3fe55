namespace Prunella.Health;

/// <summary>Finds by traces and logs where work goes another way than before: calls that are left out, lines of log that are new, missing or in another order.</summary>
/// <remarks>
/// Visits to one operation are compared with ordinary visits to it, thing by thing. So a component that is merely called less often, because its
/// caller fails, shows nothing. A caller that goes another way because its callee does is taken back by as much as the callee shows.
/// </remarks>
internal sealed class FlowJudge
{
    private const int LeastVisits = 2;
    private readonly Dictionary<string, List<FlowChange>> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _scores = new(StringComparer.Ordinal);
    private readonly DiagnosisWeights _weights;

    public FlowJudge(FlowCounts normal, FlowCounts anomalous, DiagnosisWeights weights)
    {
        _weights = weights;
        foreach (var thing in normal.Things.Keys.Union(anomalous.Things.Keys))
            Compare(thing, normal, anomalous);
        var raw = _changes.ToDictionary(static pair => pair.Key, pair => Strength(pair.Value), StringComparer.Ordinal);
        var callees = normal.Calls.Union(anomalous.Calls).ToLookup(static call => call.Caller, static call => call.Callee, StringComparer.Ordinal);
        foreach ((string component, double score) in raw)
        {
            double below = callees[component].Select(callee => raw.GetValueOrDefault(callee)).DefaultIfEmpty().Max();
            _scores[component] = Math.Max(0, score - 0.6 * Math.Min(score, below));
        }
    }

    /// <summary>How much the changed flow speaks against a component.</summary>
    public double ScoreOf(string component) => _scores.GetValueOrDefault(component);

    /// <summary>What changed, the clearest first, in words.</summary>
    public IEnumerable<string> Describe(string component) => !_changes.TryGetValue(component, out List<FlowChange>? changes) ? [] :
        changes.OrderByDescending(static one => one.Deviations).Take(3).Select(static one => FormattableString.Invariant(
            $"in {one.Operation}, '{one.What}' in {one.Now:0%} of {one.Visits} visits, before in {one.Before:0%}"));

    private double Strength(List<FlowChange> changes)
    {
        double[] best = [.. changes.Select(static one => one.Deviations).OrderDescending().Take(3)];
        double mean = best.Sum() / 3 * 0.5 + best[0] * 0.5;
        return 0.5 * Math.Log(1 + mean / _weights.Knee * (mean / _weights.Knee));
    }

    private void Compare((string Component, string Operation, string What) thing, FlowCounts normal, FlowCounts anomalous)
    {
        var visit = (thing.Component, thing.Operation);
        int before = normal.Visits.GetValueOrDefault(visit), now = anomalous.Visits.GetValueOrDefault(visit);
        if (before < LeastVisits || now < LeastVisits)
            return;
        double a = normal.Things.GetValueOrDefault(thing), b = anomalous.Things.GetValueOrDefault(thing);
        double shareBefore = (a + 0.5) / (before + 1), shareNow = (b + 0.5) / (now + 1);
        double pooled = (a + b + 1) / (before + now + 2);
        double deviations = Math.Abs(shareNow - shareBefore) / Math.Sqrt(pooled * (1 - pooled) * (1.0 / (before + 1) + 1.0 / (now + 1)));
        deviations *= 0.4 + 0.6 * Math.Abs(2 * shareBefore - 1); // what was done now and then tells less than what was always or never done
        if (deviations < 1.5)
            return;
        if (!_changes.TryGetValue(thing.Component, out List<FlowChange>? list))
            _changes.Add(thing.Component, list = []);
        list.Add(new FlowChange(thing.Component, thing.Operation, thing.What, a / before, b / now, deviations, now));
    }
}
