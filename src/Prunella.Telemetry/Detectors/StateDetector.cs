using System.Collections.Immutable;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Changes of state that the declared or learnt machine does not have, and numbers below zero that never were.</summary>
internal sealed class StateDetector : IDetector
{
    private const long LeastDepartures = 20, LeastValues = 20;

    public IEnumerable<Candidate> Detect(DetectorInput input, FindingWriter write)
    {
        foreach ((StateChange change, TransitionProfile now) in input.Current.Transitions)
        {
            if (input.Declared.States.TryGetValue(change.Kind, out ImmutableHashSet<(string From, string To)>? allowed))
            {
                if (!allowed.Contains((change.From, change.To)))
                    yield return Illegal(write, change, now, 0, "The declared machine has no such change.");
            }
            else if (input.Baseline is { } baseline && !baseline.Transitions.ContainsKey(change))
            {
                long departures = baseline.Transitions.Where(pair => pair.Key.Kind == change.Kind && pair.Key.From == change.From).Sum(static pair => pair.Value.Count);
                long all = baseline.Transitions.Where(pair => pair.Key.Kind == change.Kind).Sum(static pair => pair.Value.Count);
                // A state that was left often and never so; or one that was never left at all, among many changes.
                long known = departures > 0 ? departures : all / 10;
                double chance = known < LeastDepartures ? 1 : Math.Pow((double)now.Count / (now.Count + known), now.Count) / known;
                yield return Illegal(write, change, now, chance, FindingWriter.Say($"In the baseline '{change.From}' was left {departures} times, and never to '{change.To}'."));
            }
        }

        if (input.Baseline is null)
            yield break;
        foreach (((OperationKey statement, string name) key, ValueProfile now) in input.Current.Values)
        {
            if (!input.Baseline.Values.TryGetValue(key, out ValueProfile? before) || before.Count < LeastValues)
                continue;
            double chance = now.Negative > 0 && before.Negative == 0 ? 1.0 / (before.Count * before.Count) : 1;
            yield return write.Candidate(FindingClass.State, FindingSeverity.Major, chance, new SuspectedPlace(key.statement.Service, null, key.statement.Operation), key.name,
                FindingWriter.Say($"'{key.name}' is {now.Lowest:0.###} in '{key.statement.Operation}'{FindingWriter.By(key.statement.Service)}; it was never below {before.Lowest:0.###}."),
                FindingWriter.Say($"{now.Negative} of {now.Count} values are below zero, none of {before.Count} was in the baseline."), "The trace of that record: who wrote the value.",
                [new NumberEvidence($"lowest {key.name}", before.Lowest, now.Lowest, "1"), now.OfLowest]);
        }
    }

    private static Candidate Illegal(FindingWriter write, StateChange change, TransitionProfile now, double chance, string explanation) =>
        write.Candidate(FindingClass.State, FindingSeverity.Major, chance, new SuspectedPlace(now.Service, change.Kind), $"{change.From} → {change.To}",
            FindingWriter.Say($"{change.Kind}: from '{change.From}' to '{change.To}', {now.Count} times, which may not be."), explanation,
            "Whether this change is meant; if it is, it belongs into the declared machine, if not, the check before it is missing.", [now.Example]);
}
