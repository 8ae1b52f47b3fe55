using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Detectors;

/// <summary>Counts the answers of routes, or of paths that no route serves.</summary>
internal sealed class RouteTally
{
    private const int MostRoutes = 4_000, FewDigits = 2, LongName = 24;
    private readonly Dictionary<(string Service, RouteKey Route), (Dictionary<int, long> Statuses, SpanEvidence Example)> _routes = [];

    /// <summary>Calls that were left out because there were too many different routes.</summary>
    public long LeftOut { get; private set; }

    /// <summary>A path whose segments that look like identifiers stand for any.</summary>
    public static string Blurred(string path) =>
        string.Join('/', path.Split('/').Select(static part => part.Length > LongName || part.Count(char.IsAsciiDigit) > FewDigits ? "{}" : part));

    public void Add(Span span, string path)
    {
        (string, RouteKey) key = (span.Service, RouteKey.Of(span.Attribute("http.request.method") ?? "*", path));
        if (!_routes.TryGetValue(key, out (Dictionary<int, long> Statuses, SpanEvidence Example) route))
        {
            if (_routes.Count == MostRoutes)
            {
                LeftOut++;
                return;
            }

            _routes.Add(key, route = ([], ProfileBuilder.EvidenceOf(span)));
        }

        _ = int.TryParse(span.Attribute("http.response.status_code"), CultureInfo.InvariantCulture, out int status);
        CollectionsMarshal.GetValueRefOrAddDefault(route.Statuses, status, out _)++;
    }

    public ImmutableDictionary<(string Service, RouteKey Route), RouteProfile> Build() =>
        _routes.ToImmutableDictionary(static pair => pair.Key, static pair => new RouteProfile(pair.Key.Service, pair.Value.Statuses.ToImmutableDictionary(), pair.Value.Example));
}
