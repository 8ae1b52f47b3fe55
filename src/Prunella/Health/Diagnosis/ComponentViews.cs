namespace Prunella.Health;

/// <summary>Components that are another one seen from a second place: nothing is known of them from inside, and what is seen outside is point by point the same.</summary>
internal sealed class ComponentViews
{
    private const int LeastPoints = 20;
    private readonly Dictionary<string, string> _of = new(StringComparer.Ordinal);

    public static ComponentViews Of(IReadOnlyList<DiagnosisSeries> series)
    {
        var views = new ComponentViews();
        HashSet<string> inside = [.. series.Where(static one => one.Kind == SignalKind.Internal).Select(static one => one.Component)];
        if (inside.Count == 0)
            return views;
        DiagnosisSeries[] real = [.. series.Where(one => inside.Contains(one.Component) && one.Kind == SignalKind.Latency)];
        foreach (DiagnosisSeries one in series.Where(one => !inside.Contains(one.Component) && one.Kind == SignalKind.Latency).Take(64))
        {
            if (!views._of.ContainsKey(one.Component) && Array.Find(real, other => IsSame(one, other)) is { } same)
                views._of.Add(one.Component, same.Component);
        }

        return views;
    }

    /// <summary>The series, each given to the component that it is really about.</summary>
    public IReadOnlyList<DiagnosisSeries> Apply(IReadOnlyList<DiagnosisSeries> series) => _of.Count == 0 ? series :
        [.. series.Select(one => _of.TryGetValue(one.Component, out string? real) ? one with { Component = real } : one)];

    private static bool IsSame(DiagnosisSeries a, DiagnosisSeries b)
    {
        ReadOnlySpan<double> x = a.Normal.Span, y = b.Normal.Span;
        if (x.Length != y.Length || x.Length < LeastPoints)
            return false;
        int same = 0, turns = 0;
        for (int i = 0; i < x.Length; i++)
        {
            same += Math.Abs(x[i] - y[i]) <= 1e-6 * Math.Abs(x[i]) + 1e-12 ? 1 : 0;
            turns += i > 0 && x[i] != x[i - 1] ? 1 : 0;
        }

        return same > 0.9 * x.Length && turns > x.Length / 4;
    }
}
