using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>The quantiles of an instrument of a component over all of its tags: at each moment the worst.</summary>
/// <remarks>Trouble often shows under tags that were never there before, as another status or a route; such a series alone has no past to be compared with.</remarks>
internal sealed class MergedSeries
{
    private readonly Dictionary<(string Component, string Name), (SignalKind Kind, double Least, Memory<double> First, double[]? Worst)> _groups = [];

    /// <summary>Takes a series in, if it is one of quantiles.</summary>
    public void Add(SeriesKey key, DiagnosisSeries series, Memory<double> points)
    {
        if (key.Kind is not (SeriesKind.HistogramMedian or SeriesKind.HistogramTail) || series.Kind is not (SignalKind.Latency or SignalKind.Waiting))
            return;
        (string, string) name = (series.Component, key.Name);
        if (!_groups.TryGetValue(name, out var group))
        {
            _groups.Add(name, (series.Kind, series.Least, points, null));
            return;
        }

        double[] worst = group.Worst ?? group.First.ToArray();
        Span<double> other = points.Span;
        for (int i = 0; i < worst.Length; i++)
            worst[i] = double.IsNaN(worst[i]) || other[i] > worst[i] ? other[i] : worst[i];
        _groups[name] = group with { Worst = worst };
    }

    /// <summary>The worst of each group of several.</summary>
    /// <param name="before">How many of the points are of ordinary time.</param>
    /// <param name="familyOf">Gives the family of a kind.</param>
    public IEnumerable<DiagnosisSeries> All(int before, Func<SignalKind, string?> familyOf)
    {
        foreach (((string component, string name), var group) in _groups)
        {
            if (group.Worst is { } worst)
                yield return new DiagnosisSeries(component, name, group.Kind, worst.AsMemory(0, before), worst.AsMemory(before)) { Least = group.Least, Family = familyOf(group.Kind) };
        }
    }
}
