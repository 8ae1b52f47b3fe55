namespace Prunella.Recovery;

/// <summary>Does work off the loop, one piece at a time, behind all other work. Belongs to the loop.</summary>
internal sealed class OffLoopQueue(RecoveryParts parts, Action<Action> turn, string stage)
{
    private const int MostWaiting = 64;
    private readonly Queue<(Action Work, Action Done)> _waiting = new();
    private bool _busy;

    /// <summary>Adds work.</summary>
    /// <param name="work">Done off the loop; what it throws is noted.</param>
    /// <param name="done">Called on the loop when it is over, also where it failed or was never begun: too much waits.</param>
    public void Add(Action work, Action? done = null)
    {
        done ??= static () => { };
        if (_waiting.Count < MostWaiting)
            _waiting.Enqueue((work, done));
        else
            done();
        Next();
    }

    private void Next()
    {
        if (_busy || !_waiting.TryDequeue(out (Action Work, Action Done) next))
            return;
        _busy = true;
        parts.Diagnosing(() =>
        {
            try
            {
                next.Work();
            }
            catch (Exception error)
            {
                parts.NoteFault(stage, error);
            }

            turn(() =>
            {
                _busy = false;
                next.Done();
                Next();
            });
        });
    }
}
