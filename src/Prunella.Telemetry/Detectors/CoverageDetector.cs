using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>What is no longer seen or seen for the first time: operations that begin a trace, log statements, states; and what was declared and never seen.</summary>
internal sealed class CoverageDetector : IDetector
{
    public IEnumerable<Candidate> Detect(DetectorInput input, FindingWriter write)
    {
        foreach (Candidate one in Declared(input, write))
            yield return one;
        if (input.Baseline is not { } baseline)
            yield break;
        HashSet<OperationKey> inner = [.. Inner(baseline), .. Inner(input.Current)];
        foreach ((OperationKey key, OperationProfile before) in baseline.Operations)
        {
            if (!inner.Contains(key) && !baseline.Templates.ContainsKey(key))
                yield return Missing(input, write, key, before.Calls, before.Calls, input.Current.Operations.ContainsKey(key), isTemplate: false, before.Slowest);
        }

        foreach (Candidate one in Branches(input, baseline, write))
            yield return one;
        foreach ((OperationKey key, RecordProfile before) in baseline.Templates)
            yield return Missing(input, write, key, before.Count, before.Occasions, input.Current.Templates.ContainsKey(key), isTemplate: true, before.Example);
        foreach ((OperationKey key, OperationProfile now) in input.Current.Operations)
        {
            if (!inner.Contains(key) && !input.Current.Templates.ContainsKey(key) && !baseline.Operations.ContainsKey(key))
                yield return New(input, write, key, now.Calls, now.Calls, isTemplate: false, now.Slowest);
        }

        foreach ((OperationKey key, RecordProfile now) in input.Current.Templates)
        {
            if (!baseline.Templates.ContainsKey(key) && now.Level is < Microsoft.Extensions.Logging.LogLevel.Error or Microsoft.Extensions.Logging.LogLevel.None)
                yield return New(input, write, key, now.Count, now.Occasions, isTemplate: true, now.Example);
        }
    }

    private static IEnumerable<Candidate> Declared(DetectorInput input, FindingWriter write)
    {
        bool Seen(Func<PeriodProfile, bool> has) => has(input.Current) || input.Baseline is { } baseline && has(baseline);
        foreach ((string? service, RouteKey route) in input.Declared.AllRoutes)
        {
            if (input.Current.Routes.Count > 0 && !Seen(period => service is null ? period.Routes.Keys.Any(key => key.Route == route) : period.Routes.ContainsKey((service, route)))
                && !input.Current.Unrouted.Keys.Any(key => (service is null || key.Service == service) && route.Serves(key.Route)))
                yield return Never(write, new SuspectedPlace(service, route.ToString()), $"The route {route}{FindingWriter.By(service ?? "")} is declared and never called.");
        }

        foreach (OperationKey operation in input.Declared.Operations)
        {
            if (input.Current.Traces > 0 && !Seen(period => period.Operations.ContainsKey(operation)))
                yield return Never(write, new SuspectedPlace(operation.Service, operation.Operation), $"{operation} has a handler and is never called.");
        }

        foreach (string template in input.Declared.Templates)
        {
            if (input.Current.Records > 0 && !Seen(period => period.Templates.Keys.Any(key => key.Operation == template)))
                yield return Never(write, new SuspectedPlace(null, null, template), $"The log statement '{template}' is never reached.");
        }
    }

    // A step that some calls of an operation took, and none does any more, while the operation goes on.
    private static IEnumerable<Candidate> Branches(DetectorInput input, PeriodProfile baseline, FindingWriter write)
    {
        foreach ((OperationKey key, OperationProfile before) in baseline.Operations)
        {
            if (before.IsCall || !input.Current.Operations.TryGetValue(key, out OperationProfile? now))
                continue;
            foreach ((string step, long taken) in before.Steps)
            {
                var branch = new OperationKey(key.Service, step);
                if (taken >= BehaviourDetector.Always * before.Whole || !baseline.Operations.TryGetValue(branch, out OperationProfile? was))
                    continue;
                double expected = (double)taken / before.Whole * now.Whole;
                yield return write.Candidate(FindingClass.Coverage, FindingSeverity.Minor, input.Current.Operations.ContainsKey(branch) ? 1 : Surprise.OfNone(expected), new SuspectedPlace(branch.Service, branch.Operation), "missing",
                    FindingWriter.Say($"{key} no longer does '{step}'; {expected:0} times were to be expected."),
                    FindingWriter.Say($"In the baseline {taken} of {before.Whole} calls did."), "The condition in the code that decides it, and whether callers still ask for it.",
                    [new NumberEvidence("times", expected, 0, "{time}"), was.Slowest]);
            }
        }
    }

    private static Candidate Never(FindingWriter write, SuspectedPlace place, string title) => write.Candidate(FindingClass.Coverage, FindingSeverity.Notice, 0, place, "never", title,
        "It stands in what was declared and in none of the telemetry.", "Whether anybody still needs it: if nobody does, it can go; if somebody does, a test should reach it.", []);

    private static Candidate Missing(DetectorInput input, FindingWriter write, OperationKey key, long before, long occasions, bool seen, bool isTemplate, Evidence evidence)
    {
        double expected = before * input.Exposure;
        return write.Candidate(FindingClass.Coverage, FindingSeverity.Minor, seen ? 1 : Surprise.OfNone(Math.Min(expected, occasions * input.Exposure)), PlaceOf(key, isTemplate), "missing",
            FindingWriter.Say($"{(isTemplate ? $"'{key.Operation}'{FindingWriter.By(key.Service)} is no longer written" : $"{key} is no longer called")}; {expected:0} times were to be expected."),
            FindingWriter.Say($"In the baseline it was seen {before} times."), "Whether callers went elsewhere, or can not get here.",
            [new NumberEvidence("times", expected, 0, "{time}"), evidence]);
    }

    private static Candidate New(DetectorInput input, FindingWriter write, OperationKey key, long now, long occasions, bool isTemplate, Evidence evidence) =>
        write.Candidate(FindingClass.Coverage, FindingSeverity.Notice, Surprise.OfNew(occasions, input.Share), PlaceOf(key, isTemplate), "new",
            FindingWriter.Say($"{(isTemplate ? $"'{key.Operation}'{FindingWriter.By(key.Service)}" : key.ToString())} is seen for the first time, {now} times."),
            "It was never seen in the baseline.", "Whether a deployment was meant to bring it.", [new NumberEvidence("times", 0, now, "{time}"), evidence]);

    private static SuspectedPlace PlaceOf(OperationKey key, bool isTemplate) => isTemplate ? new SuspectedPlace(key.Service, null, key.Operation) : new SuspectedPlace(key.Service, key.Operation);

    // What is a part of another operation is the matter of that operation's flow.
    private static IEnumerable<OperationKey> Inner(PeriodProfile period) => period.Operations.SelectMany(static pair => pair.Value.Steps.Keys.Select(step =>
        step.Split(": ", 2) is [var service, var operation] ? new OperationKey(service, operation) : new OperationKey(pair.Key.Service, step)));
}
