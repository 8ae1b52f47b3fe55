using System.Collections.Immutable;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>The seven detectors in a row: a profile of a period goes in, findings come out. Stateless and thread-safe.</summary>
/// <remarks>
/// All that was looked at is judged together, so that looking at more does not raise more false alarms.
/// Source: Benjamini and Hochberg, "Controlling the false discovery rate", J. R. Stat. Soc. B 1995.
/// </remarks>
public sealed class AnomalyDetectors
{
    private static readonly IDetector[] Detectors =
        [new PerformanceDetector(), new BehaviourDetector(), new CoverageDetector(), new ErrorDetector(), new StateDetector(), new DependencyDetector(), new DocumentationDetector()];

    private readonly DetectorOptions _options;

    /// <param name="options">How they decide; the defaults where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is not as it must be.</exception>
    public AnomalyDetectors(DetectorOptions? options = null)
    {
        _options = options ?? new DetectorOptions();
        if (_options.FalseAlarms is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(options), _options.FalseAlarms, $"{nameof(DetectorOptions.FalseAlarms)} lies between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MostOfClass, nameof(options));
    }

    /// <summary>Compares a period with an ordinary one, and with what was declared.</summary>
    /// <returns>What is surely other than it was or should be; by severity, then by how sure it is.</returns>
    public ImmutableArray<Finding> Detect(DetectorInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var write = new FindingWriter(input);
        Candidate[] all = [.. Detectors.SelectMany(detector => detector.Detect(input, write)).OrderBy(static one => one.Chance)];
        double[] shares = FalseShares(all);
        List<Finding> told = [];
        for (int i = 0; i < all.Length && shares[i] <= _options.FalseAlarms; i++)
            told.Add(all[i].Finding with { Confidence = 1 - shares[i] });
        return [.. Explanation.Apply(told, input.Current.Calls.Keys)
            .GroupBy(static finding => finding.Class).SelectMany(group => group.Take(_options.MostOfClass))
            .OrderByDescending(static finding => finding.Severity).ThenByDescending(static finding => finding.Confidence).ThenBy(static finding => finding.Id, StringComparer.Ordinal)];
    }

    // For each, the share of false ones if it and all that are surer are told.
    private static double[] FalseShares(Candidate[] sorted)
    {
        double[] shares = new double[sorted.Length];
        double least = 1;
        for (int i = sorted.Length - 1; i >= 0; i--)
            shares[i] = least = Math.Min(least, sorted[i].Chance * sorted.Length / (i + 1));
        return shares;
    }
}
