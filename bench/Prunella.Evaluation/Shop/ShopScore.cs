using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Prunella.Telemetry.Findings;

namespace Prunella.Evaluation.Shop;

/// <summary>How often each class is found where it was brought in, and how much of what is told of it is true. What follows from a change counts neither way.</summary>
internal sealed class ShopScore
{
    private readonly Dictionary<FindingClass, (int Runs, int Found, int Told, int True)> _byClass = Enum.GetValues<FindingClass>().ToDictionary(static kind => kind, static _ => (0, 0, 0, 0));
    private readonly StringBuilder _details = new();
    private int _calm, _calmTold;

    /// <summary>Run by run what was told, for people.</summary>
    public string Details => _details.ToString();

    /// <summary>How many runs without a change had a finding that is not true.</summary>
    public int CalmTold => _calmTold;

    /// <summary>The share of the changes of a class that were found.</summary>
    public double Recall(FindingClass kind) => (double)_byClass[kind].Found / _byClass[kind].Runs;

    /// <summary>The share of what was told of a class that is true, by class and service.</summary>
    public double Precision(FindingClass kind) => _byClass[kind] is { Told: > 0 } one ? (double)one.True / one.Told : 1;

    public void Add(ShopTruth.Run run, ImmutableArray<string> neverCalled, IEnumerable<Finding> findings)
    {
        _details.AppendLine(CultureInfo.InvariantCulture, $"{run.File}: {(run.Change is null ? "nothing changed" : $"{run.Change}, {run.Class} of {run.Service}")}");
        bool found = false, wrong = false;
        foreach (IGrouping<(FindingClass Class, string Service), Finding> group in findings
            .Where(finding => finding.Aspect != "never" || !neverCalled.Contains(finding.Place.Operation ?? "")).GroupBy(static finding => (finding.Class, Service: finding.Place.Service ?? "")))
        {
            bool isTrue = group.Key.Class == run.Class && group.Key.Service == run.Service;
            bool follows = !isTrue && run.Entailed.Contains(new ShopTruth.Follower(group.Key.Class, group.Key.Service));
            found |= isTrue;
            wrong |= !isTrue && !follows;
            (int runs, int hits, int told, int right) = _byClass[group.Key.Class];
            if (!follows)
                _byClass[group.Key.Class] = (runs, hits, told + 1, right + (isTrue ? 1 : 0));
            foreach (Finding finding in group.Take(4))
                _details.AppendLine(CultureInfo.InvariantCulture, $"  {(isTrue ? "right" : follows ? "follows" : "WRONG")} {finding.Class}: {finding.Title} ({finding.Confidence:0.00000})");
        }

        if (run.Class is not { } kind)
        {
            (_calm, _calmTold) = (_calm + 1, _calmTold + (wrong ? 1 : 0));
            return;
        }

        (int run1, int hit, int all, int trues) = _byClass[kind];
        _byClass[kind] = (run1 + 1, hit + (found ? 1 : 0), all, trues);
        if (!found)
            _details.AppendLine("  NOT FOUND");
    }

    public string Table() => "| class | found | precision |\n|---|---|---|\n" + string.Concat(_byClass.Select(pair => string.Create(CultureInfo.InvariantCulture,
        $"| {pair.Key.ToString().ToLowerInvariant()} | {pair.Value.Found} of {pair.Value.Runs} | {pair.Value.True} of {pair.Value.Told} |\n")))
        + string.Create(CultureInfo.InvariantCulture, $"\nOf {_calm} runs without a change {_calmTold} had a finding.\n");
}
