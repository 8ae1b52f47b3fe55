using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Adds to a diagnosis by series what health knows: a component that failed by itself within the window is suspected for that, too.</summary>
/// <remarks>How much the states count is set by hand: a clear failure as much as a clear shift of a series, half as much where one that it depends on had trouble of its own.</remarks>
internal static class StateSigns
{
    private const double OfFailed = 1.5, OfCritical = 0.5, Behind = 0.5;

    public static Diagnosis Apply(Diagnosis diagnosis, SystemHealth health, bool[]? reached, CallGraph graph, TimeWindow window)
    {
        Dictionary<string, HealthTransition> troubles = new(StringComparer.Ordinal);
        foreach (ComponentHealth component in health.Components.Values)
        {
            HealthTransition? worst = component.History
                .Where(step => step.At > window.From && step.At <= window.To && step.SymptomOf is null && step.To <= HealthState.Critical)
                .MinBy(static step => step.To);
            if (worst is not null && (reached is null || graph.Find(component.Description.Name.Value) is { } number && reached[number]))
                troubles.Add(component.Description.Name.Value, worst);
        }

        if (troubles.Count == 0)
            return diagnosis;
        var suspects = diagnosis.Suspects.ToDictionary(static one => one.Component, StringComparer.Ordinal);
        foreach ((string name, HealthTransition trouble) in troubles)
        {
            double weight = trouble.To == HealthState.Failed ? OfFailed : OfCritical;
            if (graph.Find(name) is { } number && graph.CalleesOf(number).Any(callee => troubles.ContainsKey(graph.NameOf(callee))))
                weight *= Behind;
            Suspect before = suspects.GetValueOrDefault(name) ?? new Suspect(name, null, 0, 0, []);
            suspects[name] = before with { Score = before.Score + weight, Evidence = [$"{trouble.To.ToString().ToLowerInvariant()} by itself at {trouble.At:HH:mm:ss}: {trouble.Reason}", .. before.Evidence] };
        }

        Suspect[] order = [.. suspects.Values.OrderByDescending(static one => one.Score).ThenBy(static one => one.Component, StringComparer.Ordinal)];
        double total = order.Take(5).Sum(static one => one.Score);
        Suspect[] ranked = [.. order.Select((one, place) => one with { Confidence = Confidence.Of(one.Score, place == 0 && order.Length > 1 ? order[1].Score : order[0].Score, total) })];
        return new Diagnosis(ranked, $"Most speaks against {ranked[0].Component}{(ranked[0].Evidence is [var first, ..] ? $": {first}" : "")}.");
    }
}
