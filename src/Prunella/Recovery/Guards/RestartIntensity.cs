namespace Prunella.Recovery;

/// <summary>How often something was restarted lately. Holds no more than the limit's count of moments.</summary>
/// <remarks>The rule of Erlang/OTP's supervisors: more than so many restarts in so long, and the trouble lies higher up.</remarks>
internal sealed class RestartIntensity(int limit, TimeSpan window, TimeProvider time)
{
    private readonly Queue<long> _moments = new(limit);

    public bool Reached
    {
        get
        {
            while (_moments.TryPeek(out long oldest) && time.GetElapsedTime(oldest) >= window)
                _ = _moments.Dequeue();
            return _moments.Count >= limit;
        }
    }

    public void Note()
    {
        if (Reached)
            _ = _moments.Dequeue();
        _moments.Enqueue(time.GetTimestamp());
    }
}
