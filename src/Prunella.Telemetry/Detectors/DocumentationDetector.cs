using System.Collections.Immutable;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Declared routes, handlers and sequences against what is seen.</summary>
internal sealed class DocumentationDetector : IDetector
{
    private static readonly int[] NotServed = [404, 405, 410, 501];
    private const double LeastShare = 0.5;
    private const long LeastCalls = 3;

    public IEnumerable<Candidate> Detect(DetectorInput input, FindingWriter write)
    {
        if (input.Declared.Routes.Length > 0)
        {
            HashSet<RouteKey> declared = [.. input.Declared.Routes];
            foreach ((RouteKey route, RouteProfile now) in input.Current.Routes)
            {
                bool isDeclared = declared.Contains(route) || route.Method == "*" && declared.Any(one => one.Path == route.Path);
                long refused = now.Statuses.Where(static pair => NotServed.Contains(pair.Key)).Sum(static pair => pair.Value);
                if (!isDeclared && refused < now.Calls)
                    yield return Wrong(write, now, route, "undeclared", $"{route} is served by {now.Service} and not documented.", "It is not among the declared routes.");
                else if (isDeclared && now.Calls >= LeastCalls && refused >= LeastShare * now.Calls && refused == now.Statuses.Where(static pair => pair.Key >= 400).Sum(static pair => pair.Value) && now.Statuses.Keys.All(static status => status is 0 or >= 400))
                    yield return Wrong(write, now, route, "not served", $"{route} is documented, and {now.Service} does not serve it.", FindingWriter.Say($"All of {now.Calls} calls were refused."));
            }
        }

        foreach ((OperationKey key, ImmutableArray<string> sequence) in input.Declared.Sequences)
        {
            if (!input.Current.Operations.TryGetValue(key, out OperationProfile? now))
                continue;
            foreach ((string pair, long count) in now.Steps.Where(static step => step.Key.Contains(" → ", StringComparison.Ordinal)))
            {
                int place = pair.IndexOf(" → ", StringComparison.Ordinal), from = sequence.IndexOf(pair[..place]), to = sequence.IndexOf(pair[(place + 3)..]);
                if (from >= 0 && to >= 0 && to < from && count >= LeastShare * now.Calls)
                    yield return Sequence(write, key, now, pair, $"'{pair[(place + 3)..]}' comes after '{pair[..place]}', and is documented before it");
            }

            foreach (string step in sequence.Where(step => now.Calls >= 10 && !now.Steps.ContainsKey(step)))
                yield return Sequence(write, key, now, step, $"'{step}' is documented and never done");
        }
    }

    private static Candidate Wrong(FindingWriter write, RouteProfile now, RouteKey route, string aspect, string title, string explanation) =>
        write.Candidate(FindingClass.Documentation, FindingSeverity.Notice, 0, new SuspectedPlace(now.Service, route.ToString()), aspect, title, explanation,
            "The document, beside the code that maps the route.", [now.Example]);

    private static Candidate Sequence(FindingWriter write, OperationKey key, OperationProfile now, string aspect, string what) =>
        write.Candidate(FindingClass.Documentation, FindingSeverity.Notice, 0, new SuspectedPlace(key.Service, key.Operation), aspect, $"In {key}, {what}.",
            FindingWriter.Say($"Seen in {now.Calls} calls."), "The document, beside a trace of the operation.", [now.Slowest]);
}
