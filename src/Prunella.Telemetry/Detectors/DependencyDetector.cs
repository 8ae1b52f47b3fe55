using System.Collections.Immutable;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Calls between services: missing, new, failing, slow on the way; and services in another version.</summary>
internal sealed class DependencyDetector : IDetector
{
    private const double LeastRise = 2, LeastGrowth = 1.5, LeastMilliseconds = 2, LeastSpread = 0.1;

    public IEnumerable<Candidate> Detect(DetectorInput input, FindingWriter write)
    {
        if (input.Baseline is not { } baseline)
            yield break;
        // A call that never arrived has no span of the called; by the address it is known who was meant.
        ImmutableDictionary<string, string> addresses = baseline.Addresses.SetItems(input.Current.Addresses);
        Dictionary<(string Caller, string Callee), CallProfile> calls = Resolved(input.Current, addresses), callsBefore = Resolved(baseline, addresses);
        CommonShift common = CommonShift.OfWays(calls, callsBefore);
        foreach (((string caller, string callee) call, CallProfile before) in callsBefore)
        {
            double expected = before.Calls * Activity(input, call.caller);
            double chance = calls.ContainsKey(call) ? 1 : Surprise.OfNone(expected);
            yield return write.Candidate(FindingClass.Dependencies, FindingSeverity.Major, chance, new SuspectedPlace(call.caller, call.callee), "missing",
                FindingWriter.Say($"{call.caller} no longer calls {call.callee}; {expected:0} calls were to be expected."),
                FindingWriter.Say($"In the baseline it did so {before.Calls} times, and {call.caller} is as busy as before."),
                $"Whether the configuration of {call.caller} still names {call.callee}, and whether it answers.",
                [new NumberEvidence("calls", expected, 0, "{call}"), before.Example]);
        }

        foreach (((string caller, string callee) call, CallProfile now) in calls)
        {
            var place = new SuspectedPlace(call.caller, call.callee);
            if (!callsBefore.TryGetValue(call, out CallProfile? before))
            {
                yield return write.Candidate(FindingClass.Dependencies, FindingSeverity.Notice, Surprise.OfNew(now.Calls, input.Share), place, "new",
                    FindingWriter.Say($"{call.caller} now calls {call.callee}, {now.Calls} times."), "In the baseline it never did.",
                    "Whether a deployment was meant to bring this call.", [new NumberEvidence("calls", 0, now.Calls, "{call}"), now.Example]);
                continue;
            }

            double share = (double)now.Failures / now.Calls, shareBefore = (double)before.Failures / before.Calls;
            yield return write.Candidate(FindingClass.Dependencies, FindingSeverity.Major,
                share >= LeastRise * shareBefore && now.Failures > 0 ? Surprise.OfShares(now.Failures, now.Calls, before.Failures, before.Calls) : 1, place, "failing",
                FindingWriter.Say($"Calls of {call.caller} to {call.callee} fail in {share:0.#%}, before in {shareBefore:0.#%}."),
                "They fail as the caller sees it and not as the called does: it did not answer in time, or not at all.",
                $"Whether {call.callee} can be reached from {call.caller}.", [new NumberEvidence("share of failed calls", shareBefore, share, "1"), now.Example]);

            double was = Math.Exp(before.Series.Moments().Mean), isNow = Math.Exp(now.Series.Moments().Mean);
            yield return write.Candidate(FindingClass.Dependencies, FindingSeverity.Minor,
                isNow >= LeastGrowth * was && isNow - was >= LeastMilliseconds ? Surprise.OfShift(now.Series, before.Series, LeastSpread, common) : 1, place, "slow",
                FindingWriter.Say($"The way from {call.caller} to {call.callee} and back takes {isNow:0.#} ms, before {was:0.#} ms."),
                "The caller's time less that of the called: the network, a queue, or a called that does not get to the call.",
                "The round trip between both, and the queue of the called.", [new NumberEvidence("the way, geometric mean", was, isNow, "ms"), now.Example], now.Series.ChangePoint());
        }

        foreach ((string service, ImmutableHashSet<string> now) in input.Current.Versions)
        {
            if (!baseline.Versions.TryGetValue(service, out ImmutableHashSet<string>? before) || now.IsSubsetOf(before))
                continue;
            string added = string.Join(", ", now.Except(before).Order(StringComparer.Ordinal)), old = string.Join(", ", before.Order(StringComparer.Ordinal));
            yield return write.Candidate(FindingClass.Dependencies, FindingSeverity.Notice, 0, new SuspectedPlace(service), $"version {added}",
                $"{service} runs in version {added}, before in {old}.", "Its spans say so.", "Nothing: it is a fact, and may explain other findings.", []);
        }
    }

    private static Dictionary<(string Caller, string Callee), CallProfile> Resolved(PeriodProfile period, ImmutableDictionary<string, string> addresses)
    {
        var calls = new Dictionary<(string Caller, string Callee), CallProfile>();
        foreach (((string caller, string callee), CallProfile profile) in period.Calls)
        {
            (string, string) meant = (caller, addresses.GetValueOrDefault(callee, callee));
            calls[meant] = !calls.TryGetValue(meant, out CallProfile? other) ? profile : other with
            {
                Calls = other.Calls + profile.Calls,
                Failures = other.Failures + profile.Failures,
                Series = addresses.ContainsKey(callee) ? other.Series : profile.Series, // of those that did arrive
                Example = profile.Failures > other.Failures ? profile.Example : other.Example,
            };
        }

        return calls;
    }

    // How busy a caller is for each that it was in the baseline: one that does nothing calls nobody.
    private static double Activity(DetectorInput input, string caller)
    {
        long before = input.Baseline!.Operations.Where(pair => pair.Key.Service == caller).Sum(static pair => pair.Value.Calls);
        long now = input.Current.Operations.Where(pair => pair.Key.Service == caller).Sum(static pair => pair.Value.Calls);
        return before == 0 ? 0 : Math.Min(1, (double)now / before);
    }
}
