using System.Collections.Immutable;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Operations that go another way: steps left out, added, or in another order; records of a trace in another order.</summary>
internal sealed class BehaviourDetector : IDetector
{
    /// <summary>From this share of the calls on a step belongs to all of them.</summary>
    internal const double Always = 0.98;

    private const double LeastChange = 0.03, Stray = 0.1, Sure = 1e-4;

    public IEnumerable<Candidate> Detect(DetectorInput input, FindingWriter write)
    {
        if (input.Baseline is null)
            yield break;
        foreach ((OperationKey key, OperationProfile now) in input.Current.Operations)
        {
            if (now.IsCall || !input.Baseline.Operations.TryGetValue(key, out OperationProfile? before))
                continue;
            string[] steps = [.. before.Steps.Keys.Union(now.Steps.Keys)];
            bool isOther = steps.Any(step => !IsPair(step) && ChanceOf(step, now, before) < Sure);
            foreach (string step in steps)
            {
                if (IsPair(step) && (isOther || !OrderTells(step, now, before)))
                    continue;
                long taken = now.Steps.GetValueOrDefault(step), takenBefore = before.Steps.GetValueOrDefault(step);
                double share = Share(taken, now), shareBefore = Share(takenBefore, before), chance = ChanceOf(step, now, before);
                if (taken == 0 && shareBefore < Always && !IsPair(step))
                    continue; // a branch that is taken no more is a matter of coverage
                bool always = shareBefore is > Always or < 1 - Always;
                yield return write.Candidate(FindingClass.Behaviour, always ? FindingSeverity.Major : FindingSeverity.Minor, always ? chance : Math.Sqrt(chance),
                    new SuspectedPlace(key.Service, key.Operation), step,
                    FindingWriter.Say($"{key} does '{step}' in {share:0.#%} of {now.Whole} calls, before in {shareBefore:0.#%}."),
                    "Each call is a case of the flow that the baseline shows; what was always or never done there tells most. Calls that failed broke off and do not count.",
                    "A trace of each kind side by side, and the condition in the code that decides between them.",
                    [new NumberEvidence("share of the calls", shareBefore, share, "1"), now.Slowest]);
            }
        }

        foreach (Candidate one in RecordOrder(input, write))
            yield return one;
    }

    private static bool IsPair(string step) => step.Contains(" → ", StringComparison.Ordinal);

    private static double Share(long taken, OperationProfile profile) => profile.Whole == 0 ? 0 : (double)taken / profile.Whole;

    private static double ChanceOf(string step, OperationProfile now, OperationProfile before)
    {
        long taken = now.Steps.GetValueOrDefault(step), takenBefore = before.Steps.GetValueOrDefault(step);
        return Math.Abs(Share(taken, now) - Share(takenBefore, before)) >= LeastChange ? Surprise.OfShares(taken, now.Whole, takenBefore, before.Whole) : 1;
    }

    // Where one of both is itself done more or less often than before, that is told, and the order follows from it.
    private static bool OrderTells(string pair, OperationProfile now, OperationProfile before)
    {
        int place = pair.IndexOf(" → ", StringComparison.Ordinal);
        return Same(pair[..place]) && Same(pair[(place + 3)..]);

        bool Same(string step) => Math.Abs(Share(now.Steps.GetValueOrDefault(step), now) - Share(before.Steps.GetValueOrDefault(step), before)) < 0.1;
    }

    private static IEnumerable<Candidate> RecordOrder(DetectorInput input, FindingWriter write)
    {
        ILookup<string, KeyValuePair<string, long>> before = ByFirst(input.Baseline!.RecordOrder);
        Dictionary<string, long> countsBefore = Counts(input.Baseline!), counts = Counts(input.Current);
        bool Known(string template) => countsBefore.GetValueOrDefault(template) * input.Exposure >= Stray * counts.GetValueOrDefault(template) && countsBefore.ContainsKey(template);
        bool Still(string template) => counts.GetValueOrDefault(template) >= Stray * input.Exposure * countsBefore.GetValueOrDefault(template) && counts.ContainsKey(template);
        foreach (IGrouping<string, KeyValuePair<string, long>> group in ByFirst(input.Current.RecordOrder))
        {
            long of = group.Sum(static pair => pair.Value), ofBefore = before[group.Key].Sum(static pair => pair.Value);
            foreach ((string pair, long count) in group)
            {
                // A statement that is new, or that came between and is gone but for a few, is told as such.
                if (!Known(pair[(group.Key.Length + 3)..]) || before[group.Key].Any(one => !Still(one.Key[(group.Key.Length + 3)..])))
                    continue;
                long countBefore = input.Baseline.RecordOrder.GetValueOrDefault(pair);
                double chance = countBefore == 0 ? Surprise.OfShares(count, of, 0, ofBefore) : 1;
                KeyValuePair<OperationKey, RecordProfile> written = input.Current.Templates.FirstOrDefault(one => one.Key.Operation == group.Key);
                yield return write.Candidate(FindingClass.Behaviour, FindingSeverity.Minor, chance, new SuspectedPlace(written.Key.Service, null, group.Key), pair,
                    FindingWriter.Say($"After '{group.Key}' comes '{pair[(group.Key.Length + 3)..]}' in {count} of {of} cases; it never did in {ofBefore}."),
                    "Records of one trace, in their order, compared with the order in the baseline.", "The trace of such a case.",
                    written.Value is null ? [] : [written.Value.Example]);
            }
        }
    }

    private static Dictionary<string, long> Counts(PeriodProfile period) =>
        period.Templates.GroupBy(static pair => pair.Key.Operation, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Sum(static pair => pair.Value.Count), StringComparer.Ordinal);

    private static ILookup<string, KeyValuePair<string, long>> ByFirst(ImmutableDictionary<string, long> order) =>
        order.ToLookup(static pair => pair.Key[..pair.Key.IndexOf(" → ", StringComparison.Ordinal)], StringComparer.Ordinal);
}
