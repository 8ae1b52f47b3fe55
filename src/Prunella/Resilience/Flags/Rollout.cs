using System.Text;

namespace Prunella.Resilience;

/// <summary>Whom healing is already switched on for: by route and by percentage, the same answer for the same key every time.</summary>
public sealed record Rollout
{
    /// <summary>Of the keys (users, clients), from 0 to 100. Default 100. Who is in at 10 is in at 20.</summary>
    public double Percent { get; set; } = 100;

    /// <summary>Routes it holds for, as <c>/orders</c> or <c>/orders/*</c>; empty for all.</summary>
    public IList<string> Routes { get; set; } = [];

    /// <summary>Whether healing is on for this route and key.</summary>
    /// <param name="route">The path of the request.</param>
    /// <param name="key">Who asks; the same key always falls on the same side.</param>
    public bool Includes(string route, string key)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(key);
        return IsOnRoute(route) && (Percent >= 100 || Bucket(key) < Percent * 100);
    }

    internal Rollout Validated()
    {
        OptionRule.Require<Rollout>(Percent is >= 0 and <= 100, nameof(Percent), "from 0 to 100");
        return this;
    }

    private bool IsOnRoute(string route)
    {
        if (Routes.Count == 0)
            return true;
        foreach (string pattern in Routes)
        {
            bool fits = pattern.EndsWith('*')
                ? route.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase) || route.Equals(pattern[..^1].TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
                : route.Equals(pattern, StringComparison.OrdinalIgnoreCase);
            if (fits)
                return true;
        }

        return false;
    }

    // FNV-1a: stable over processes and versions, which string.GetHashCode is not.
    private static uint Bucket(string key)
    {
        uint hash = 2166136261;
        foreach (byte unit in Encoding.UTF8.GetBytes(key))
            hash = (hash ^ unit) * 16777619;
        // The low bits of short keys are poorly mixed.
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        return (hash ^ (hash >> 13)) % 10_000;
    }
}
