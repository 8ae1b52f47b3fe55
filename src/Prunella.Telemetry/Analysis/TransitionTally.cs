using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Counts the changes of state that one statement tells. What has more changes than a machine of states has is none, and is given up.</summary>
internal sealed class TransitionTally
{
    private const int Most = 64, ExampleBytes = 400;
    private readonly Dictionary<ulong, (string From, string To, Occurrences Seen)> _changes = [];

    /// <summary>There were too many different ones.</summary>
    public bool IsFull { get; private set; }

    public IEnumerable<(string From, string To, Occurrences Seen)> Changes => IsFull ? [] : _changes.Values;

    public void Add(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, in LogRecord record, int step, long order)
    {
        if (IsFull)
            return;
        ulong key = Mix.Step(Mix.Of(from), Mix.Of(to));
        if (!_changes.TryGetValue(key, out (string From, string To, Occurrences Seen) change))
        {
            if (IsFull = _changes.Count >= Most)
            {
                _changes.Clear();
                return;
            }

            _changes.Add(key, change = (StateSlots.Read(from), StateSlots.Read(to), new Occurrences()));
        }

        change.Seen.Add(record, step, order, ExampleBytes);
    }

    public void Absorb(TransitionTally other)
    {
        IsFull |= other.IsFull || _changes.Count + other._changes.Keys.Count(key => !_changes.ContainsKey(key)) > Most;
        foreach ((ulong key, (string From, string To, Occurrences Seen) theirs) in other._changes)
        {
            if (_changes.TryGetValue(key, out (string From, string To, Occurrences Seen) ours))
                ours.Seen.Absorb(theirs.Seen);
            else
                _changes.Add(key, theirs);
        }
    }

    public void Move(TimeAxis axis, int folds, long oldBase)
    {
        foreach ((string From, string To, Occurrences Seen) change in _changes.Values)
            axis.Move(change.Seen.Times, folds, oldBase);
    }
}
