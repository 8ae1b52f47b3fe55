using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Tells which series an objective counts, and which of them are bad.</summary>
internal static class SeriesMatch
{
    private const string Status = "http.response.status_code", Error = "error.type";

    /// <summary>Whether component and tags are those of the objective.</summary>
    public static bool Fits(ServiceObjective objective, SeriesKey key) =>
        (objective.Component is not { } about || IsOf(key, about)) && objective.Tags.All(tag => Has(key, tag.Key, tag.Value));

    /// <summary>Whether all that the series counts is bad.</summary>
    public static bool IsBad(ServiceObjective objective, SeriesKey key)
    {
        if (objective.Bad.Count == 0)
            return key.Tags[Status] is { } status ? status.StartsWith('5') : key.Tags[Error] is not null;
        return objective.Bad.Any(bad => bad.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && Has(key, bad[..at], bad[(at + 1)..]));
    }

    /// <summary>Whether the series comes from a component or one of its replicas, as <c>orders#2</c>.</summary>
    public static bool IsOf(SeriesKey key, string about) =>
        key.Component is { } from && from.StartsWith(about, StringComparison.Ordinal) && (from.Length == about.Length || from[about.Length] == '#');

    private static bool Has(SeriesKey key, string tag, string pattern) => key.Tags[tag] is { } value && NamePattern.Matches(pattern, value);
}
