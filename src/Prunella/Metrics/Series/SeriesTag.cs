namespace Prunella.Metrics;

/// <summary>One tag of a series.</summary>
/// <param name="Key">The name, as <c>http.route</c>.</param>
/// <param name="Value">The value as text, invariant.</param>
public readonly record struct SeriesTag(string Key, string Value);
