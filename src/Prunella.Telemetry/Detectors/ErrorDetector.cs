using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Errors that are new or become more: by fingerprint in logs, by operation in traces.</summary>
internal sealed class ErrorDetector : IDetector
{
    private const double LeastRise = 2;
    private const long LeastKnown = 5; // errors from which on it is known how they come

    public IEnumerable<Candidate> Detect(DetectorInput input, FindingWriter write)
    {
        if (input.Baseline is null)
            yield break;
        foreach ((string fingerprint, RecordProfile now) in input.Current.Errors)
        {
            long before = input.Baseline.Errors.TryGetValue(fingerprint, out RecordProfile? known) ? known.Count : 0;
            double expected = before * input.Exposure, chance = 1;
            if (before == 0)
                chance = Surprise.OfNew(now.Count, input.Share);
            else if (now.Count >= LeastRise * expected)
                chance = Surprise.OfShares(now.Count, now.Count + Exposed(input.Current), before, before + Exposed(input.Baseline), before >= LeastKnown ? known!.Burstiness : 2);
            yield return write.Candidate(FindingClass.Errors, now.Count > 50 ? FindingSeverity.Major : FindingSeverity.Minor, chance,
                new SuspectedPlace(now.Service, null, now.Template), fingerprint,
                before == 0 ? FindingWriter.Say($"A new error{FindingWriter.By(now.Service)}, {now.Count} times: {now.Template}") : FindingWriter.Say($"An error{FindingWriter.By(now.Service)} becomes more, {now.Count} times where {expected:0.#} were to be expected: {now.Template}"),
                "Errors of one fingerprint are counted together and compared with the baseline, by how much happened in both.",
                "The record's stack, or its trace, shows where it comes from.",
                [new NumberEvidence("errors", expected, now.Count, "{error}"), now.Example]);
        }

        foreach ((OperationKey key, OperationProfile now) in input.Current.Operations)
        {
            if (now.IsCall || now.Failed is null || !input.Baseline.Operations.TryGetValue(key, out OperationProfile? before))
                continue;
            double share = (double)now.Failures / now.Calls, shareBefore = (double)before.Failures / before.Calls;
            double chance = share >= LeastRise * shareBefore ? Surprise.OfShares(now.Failures, now.Calls, before.Failures, before.Calls) : 1;
            yield return write.Candidate(FindingClass.Errors, share > 0.2 ? FindingSeverity.Critical : FindingSeverity.Major, chance,
                new SuspectedPlace(key.Service, key.Operation), "failing",
                FindingWriter.Say($"{key} fails in {share:0.#%} of {now.Calls} calls, before in {shareBefore:0.#%}."),
                "Only calls count that failed while none of their parts did: it is here that the failure begins.",
                "The trace of a failed call shows the exception.",
                [new NumberEvidence("share of failed calls", shareBefore, share, "1"), now.Failed]);
        }
    }

    private static long Exposed(PeriodProfile period) => Math.Max(period.Traces, period.Records);
}
