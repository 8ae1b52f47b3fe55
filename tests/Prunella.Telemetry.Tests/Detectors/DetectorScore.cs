using System.Globalization;
using System.Text;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Tests.Detectors;

/// <summary>How often each class is found where it was brought in, and how much of what is told of it is true.</summary>
internal sealed class DetectorScore
{
    private readonly Dictionary<FindingClass, (int Runs, int Found, int Told, int True)> _byClass = Enum.GetValues<FindingClass>().ToDictionary(static kind => kind, static _ => (0, 0, 0, 0));
    private readonly StringBuilder _wrong = new();

    public static DetectorScore Of(IEnumerable<int> seeds)
    {
        var score = new DetectorScore();
        var detectors = new AnomalyDetectors();
        foreach (int seed in seeds)
        {
            DetectorInput calm = SimulatedShop.Input(seed, null);
            score.Add(seed, null, detectors.Detect(calm));
            foreach (SimulatedShop.Change change in SimulatedShop.Changes)
                score.Add(seed, change, detectors.Detect(SimulatedShop.Input(seed, change, calm.Baseline)));
        }

        return score;
    }

    /// <summary>What was told wrongly, and what was not found, for people.</summary>
    public string Wrong => _wrong.ToString();

    public double Precision(FindingClass kind) => _byClass[kind] is { Told: > 0 } one ? (double)one.True / one.Told : 1;

    public double Recall(FindingClass kind) => (double)_byClass[kind].Found / _byClass[kind].Runs;

    public string Table() => string.Concat(_byClass.Select(pair => string.Create(CultureInfo.InvariantCulture,
        $"{pair.Key,-14} recall {Recall(pair.Key):0.000} of {pair.Value.Runs}, precision {Precision(pair.Key):0.000} of {pair.Value.Told}\n")));

    private void Add(int seed, SimulatedShop.Change? change, IEnumerable<Finding> findings)
    {
        bool found = false;
        foreach (IGrouping<(FindingClass Class, string? Service), Finding> group in findings.GroupBy(static finding => (finding.Class, finding.Place.Service)))
        {
            bool isTrue = change is not null && group.Key.Class == change.Class && group.Key.Service == change.Services[seed % change.Variants];
            found |= isTrue;
            (int runs, int hits, int told, int right) = _byClass[group.Key.Class];
            _byClass[group.Key.Class] = (runs, hits, told + 1, right + (isTrue ? 1 : 0));
            if (!isTrue)
                _wrong.AppendLine(CultureInfo.InvariantCulture, $"seed {seed}, {change?.Class.ToString() ?? "nothing"} {seed % (change?.Variants ?? 1)}: told {group.Key.Class}: {group.First().Title} ({group.First().Confidence})");
        }

        if (change is null)
            return;
        (int run, int hit, int all, int trues) = _byClass[change.Class];
        _byClass[change.Class] = (run + 1, hit + (found ? 1 : 0), all, trues);
        if (!found)
            _wrong.AppendLine(CultureInfo.InvariantCulture, $"seed {seed}, {change.Class} {seed % change.Variants}: not found");
    }
}
