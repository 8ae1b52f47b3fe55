namespace Prunella.Telemetry.Watching;

/// <summary>Cuts calm time into windows, and gives each to learn once it is clear that no trouble was in it.</summary>
/// <remarks>
/// A trouble shows late: a window is ordinary when nothing was found in the next one either. The first windows are learnt as they are, for there is
/// nothing yet to find trouble by; so are all once trouble has gone on for very long, for then it is how things are now.
/// </remarks>
/// <param name="recent">The newest time.</param>
/// <param name="slots">How many of its slots a window has.</param>
internal sealed class Lessons(RecentTime recent, int slots)
{
    private const int LeastWindows = 5, LongTrouble = 30;
    private readonly Queue<(long Last, Tally Window)> _waiting = new();
    private long _cut = -1;
    private int _learnt, _troubled;

    /// <summary>The windows that may be learnt from by now.</summary>
    /// <param name="present">The slot of the present, not whole yet.</param>
    /// <param name="calm">Nothing was found in the newest time.</param>
    public IEnumerable<Tally> Next(long present, bool calm)
    {
        _cut = Math.Max(_cut, present - recent.Kept);
        _troubled = calm ? 0 : _troubled + 1;
        bool learns = calm || _learnt < LeastWindows || _troubled > LongTrouble * slots;
        if (!learns)
        {
            _cut = present;
            while (_waiting.TryPeek(out (long Last, Tally Window) last) && present - last.Last > slots)
            {
                _learnt++;
                yield return _waiting.Dequeue().Window;
            }

            _waiting.Clear();
            yield break;
        }

        for (; present - 1 - _cut >= slots; _cut += slots)
        {
            Tally window = recent.Between(_cut + 1, _cut + slots);
            if (window.Flow.Count > 0)
                _waiting.Enqueue((_cut + slots, window));
        }

        while (_waiting.TryPeek(out (long Last, Tally Window) next) && (_learnt < LeastWindows || present - next.Last > slots))
        {
            _learnt++;
            yield return _waiting.Dequeue().Window;
        }
    }
}
