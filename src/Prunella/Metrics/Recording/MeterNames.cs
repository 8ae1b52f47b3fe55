namespace Prunella.Metrics;

/// <summary>Which meters are collected. Immutable.</summary>
internal sealed class MeterNames(IEnumerable<string> wanted, IEnumerable<string> excluded)
{
    private readonly string[] _wanted = [.. wanted];
    private readonly string[] _excluded = [.. excluded];

    public bool Has(string meter) => (_wanted.Length == 0 || Array.Exists(_wanted, pattern => Fits(pattern, meter))) && !Array.Exists(_excluded, pattern => Fits(pattern, meter));

    private static bool Fits(string pattern, string meter) => pattern.EndsWith('*')
        ? meter.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : meter.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
