using Prunella.Journal;

namespace Prunella.Patterns.Safety;

/// <summary>Remembers fixes in this process.</summary>
public sealed class FixMemory : IFixMemory
{
    /// <summary>The most fixes that are remembered; beyond, the one longest unheard of goes, those set apart last.</summary>
    public const int MostFixes = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (FixRecord Record, long Touched)> _fixes = new(StringComparer.Ordinal);
    private long _now;

    /// <summary>Takes what a journal tells of fixes, in its order: so this memory outlives its process.</summary>
    public void Take(FixJudged fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        switch (fact.Outcome)
        {
            case "helped" or "failed":
                Judged(fact.Fix, fact.Outcome == "helped");
                break;
            case "set-apart":
                Quarantine(fact.Fix, fact.Detail);
                break;
            case "approved":
                Approved(fact.Fix, fact.Detail);
                break;
            case "released":
                Release(fact.Fix);
                break;
            default:
                break; // of a newer version
        }
    }

    /// <inheritdoc/>
    public FixRecord Of(string fix)
    {
        ArgumentNullException.ThrowIfNull(fix);
        lock (_lock)
            return _fixes.TryGetValue(fix, out (FixRecord Record, long Touched) known) ? known.Record : FixRecord.None;
    }

    /// <inheritdoc/>
    public void Judged(string fix, bool helped) => Change(fix, record => helped ? record with { Helped = record.Helped + 1 } : record with { Failed = record.Failed + 1 });

    /// <inheritdoc/>
    public void Approved(string fix, string by)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        Change(fix, record => record with { ApprovedBy = by });
    }

    /// <inheritdoc/>
    public void Quarantine(string fix, string why)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        Change(fix, record => record with { Quarantined = why });
    }

    /// <inheritdoc/>
    public void Release(string fix) => Change(fix, static _ => FixRecord.None);

    private void Change(string fix, Func<FixRecord, FixRecord> change)
    {
        ArgumentException.ThrowIfNullOrEmpty(fix);
        lock (_lock)
        {
            FixRecord record = _fixes.TryGetValue(fix, out (FixRecord Record, long Touched) known) ? known.Record : FixRecord.None;
            _fixes[fix] = (change(record), ++_now);
            if (_fixes.Count > MostFixes)
                _ = _fixes.Remove(_fixes.OrderBy(static pair => pair.Value.Record.Quarantined is not null).ThenBy(static pair => pair.Value.Touched).First().Key);
        }
    }
}
