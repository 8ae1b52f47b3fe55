using System.Collections.Immutable;

namespace Prunella.Telemetry.Detectors;

/// <summary>What was written down of a system: by people, or in its code. Everything may be left out.</summary>
public sealed record Declarations
{
    /// <summary>Nothing declared.</summary>
    public static Declarations None { get; } = new();

    /// <summary>Routes that are served, whoever does.</summary>
    public ImmutableArray<RouteKey> Routes { get; init; } = [];

    /// <summary>Documents of OpenAPI; see <see cref="OpenApiReader"/>.</summary>
    public ImmutableArray<ApiDocument> Apis { get; init; } = [];

    /// <summary>Templates of the log statements in the code.</summary>
    public ImmutableArray<string> Templates { get; init; } = [];

    /// <summary>By kind of thing, the changes of state that are allowed: from, to.</summary>
    public ImmutableDictionary<string, ImmutableHashSet<(string From, string To)>> States { get; init; } = ImmutableDictionary<string, ImmutableHashSet<(string, string)>>.Empty;

    /// <summary>By operation, its parts in the order in which they are documented.</summary>
    public ImmutableDictionary<OperationKey, ImmutableArray<string>> Sequences { get; init; } = ImmutableDictionary<OperationKey, ImmutableArray<string>>.Empty;

    /// <summary>Operations that have a handler in the code.</summary>
    public ImmutableArray<OperationKey> Operations { get; init; } = [];

    /// <summary>All declared routes, with the service where it is told.</summary>
    internal IEnumerable<(string? Service, RouteKey Route)> AllRoutes =>
        Routes.Select(static route => ((string?)null, route)).Concat(Apis.SelectMany(static api => api.Routes.Keys.Select(route => (api.Service, route)))).Distinct();
}
