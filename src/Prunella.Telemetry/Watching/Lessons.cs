namespace Prunella.Telemetry.Watching;

/// <summary>Cuts calm time into windows, and gives each to learn once it is clear that no trouble was in it.</summary>
/// <remarks>A trouble shows late: a window is ordinary when nothing was found in the next one either.</remarks>
/// <param name="recent">The newest time.</param>
/// <param name="slots">How many of its slots a window has.</param>
internal sealed class Lessons(RecentTime recent, int slots)
{
    private const int LeastWindows = 5;
    private readonly Queue<(long Last, Tally Window)> _waiting = new();
    private long _cut = -1;
    private int _learnt;

    /// <summary>The windows that may be learnt from by now.</summary>
    /// <param name="present">The slot of the present, not whole yet.</param>
    /// <param name="calm">Nothing was found in the newest time.</param>
    public IEnumerable<Tally> Next(long present, bool calm)
    {
        if (_cut < present - recent.Kept)
            _cut = present - recent.Kept;
        if (!calm)
            _cut = present;
        for (; present - 1 - _cut >= slots; _cut += slots)
        {
            Tally window = recent.Between(_cut + 1, _cut + slots);
            if (window.Flow.Count > 0)
                _waiting.Enqueue((_cut + slots, window));
        }

        while (_waiting.TryPeek(out (long Last, Tally Window) next) && (!calm || _learnt < LeastWindows || present - next.Last > slots))
        {
            _waiting.Dequeue();
            if (!calm && present - next.Last <= slots)
                continue;
            _learnt++;
            yield return next.Window;
        }
    }
}
