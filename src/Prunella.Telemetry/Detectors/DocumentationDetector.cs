using System.Collections.Immutable;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Declared routes, handlers and sequences against what is seen.</summary>
internal sealed class DocumentationDetector : IDetector
{
    private static readonly int[] NotServed = [404, 405, 410, 501];
    private static readonly int[] Guards = [401, 403, 408, 413, 429, 499];
    private const double LeastShare = 0.5;
    private const long LeastCalls = 3;

    public IEnumerable<Candidate> Detect(DetectorInput input, FindingWriter write)
    {
        foreach (((string service, RouteKey route), RouteProfile now) in input.Current.Routes)
        {
            if (!IsDocumented(input.Declared, service))
                continue;
            bool isDeclared = Declares(input.Declared, service, one => one == route || route.Method == "*" && one.Path == route.Path);
            long refused = Refused(now);
            if (!isDeclared && refused < now.Calls)
                yield return Wrong(write, now, route, "undeclared", $"{route} is served by {now.Service} and not documented.", "It is not among the declared routes.");
            else if (isDeclared && now.Calls >= LeastCalls && refused >= LeastShare * now.Calls && refused == now.Statuses.Where(static pair => pair.Key >= 400).Sum(static pair => pair.Value) && now.Statuses.Keys.All(static status => status is 0 or >= 400))
                yield return Wrong(write, now, route, "not served", $"{route} is documented, and {now.Service} does not serve it.", FindingWriter.Say($"All of {now.Calls} calls were refused."));
            else if (isDeclared)
            {
                foreach ((int status, long count) in now.Statuses.Where(pair => pair.Value >= LeastCalls && !IsDeclared(input.Declared, service, route, pair.Key)))
                    yield return Wrong(write, now, route, $"status {status}", FindingWriter.Say($"{route} of {service} answers {status}, which is not documented."), FindingWriter.Say($"It did so {count} times in {now.Calls} calls."));
            }
        }

        foreach (Candidate one in NotRouted(input, write))
            yield return one;
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

    // Where no route serves a path its span has none; but the document may know it.
    private static IEnumerable<Candidate> NotRouted(DetectorInput input, FindingWriter write) =>
        input.Current.Unrouted
            .SelectMany(pair => input.Declared.AllRoutes.Where(one => (one.Service is null || one.Service == pair.Key.Service) && one.Route.Serves(pair.Key.Route)
                && !input.Current.Routes.ContainsKey((pair.Key.Service, one.Route))).Select(one => (one.Route, pair.Key.Service, pair.Value)))
            .GroupBy(static one => (one.Route, one.Service))
            .Select(static group => (group.Key.Route, group.First().Value, Calls: group.Sum(static one => one.Value.Calls), Refused: group.Sum(static one => Refused(one.Value))))
            .Where(static one => one.Calls >= LeastCalls && one.Refused >= LeastShare * one.Calls)
            .Select(one => Wrong(write, one.Value, one.Route, "not served", $"{one.Route} is documented, and {one.Value.Service} does not serve it.", FindingWriter.Say($"{one.Refused} of {one.Calls} calls found no route.")));

    private static long Refused(RouteProfile route) => route.Statuses.Where(static pair => NotServed.Contains(pair.Key)).Sum(static pair => pair.Value);

    private static bool IsDocumented(Declarations declared, string service) => declared.Routes.Length > 0 || declared.Apis.Any(api => api.Service is null || api.Service == service);

    private static bool Declares(Declarations declared, string service, Func<RouteKey, bool> isThis) =>
        declared.AllRoutes.Any(one => (one.Service is null || one.Service == service) && isThis(one.Route));

    // Failures of the service itself, redirects and what any guard before it answers need not be declared; refusals where the document lists some.
    private static bool IsDeclared(Declarations declared, string service, RouteKey route, int status)
    {
        int[] listed = [.. declared.Apis.Where(api => api.Service is null || api.Service == service).SelectMany(api => api.Routes.GetValueOrDefault(route) ?? [])];
        return listed.Length == 0 || status is < 200 or >= 300 and < 400 or >= 500 || Guards.Contains(status) || status >= 400 && !listed.Any(static one => one is 4 or >= 400 and < 500)
            || listed.Contains(status) || listed.Contains(status / 100) || listed.Contains(0);
    }

    private static Candidate Wrong(FindingWriter write, RouteProfile now, RouteKey route, string aspect, string title, string explanation) =>
        write.Candidate(FindingClass.Documentation, FindingSeverity.Notice, 0, new SuspectedPlace(now.Service, route.ToString()), aspect, title, explanation,
            "The document, beside the code that maps the route.", [now.Example]);

    private static Candidate Sequence(FindingWriter write, OperationKey key, OperationProfile now, string aspect, string what) =>
        write.Candidate(FindingClass.Documentation, FindingSeverity.Notice, 0, new SuspectedPlace(key.Service, key.Operation), aspect, $"In {key}, {what}.",
            FindingWriter.Say($"Seen in {now.Calls} calls."), "The document, beside a trace of the operation.", [now.Slowest]);
}
