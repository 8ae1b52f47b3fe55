namespace Prunella.Metrics;

/// <summary>A time that is being measured. Ends once: at <see cref="Dispose"/> or <see cref="Stop"/>, whichever is first.</summary>
public ref struct MeterTiming
{
    private readonly long _begun;
    private MeterTimer? _timer;

    internal MeterTiming(MeterTimer timer, long begun)
    {
        _timer = timer;
        _begun = begun;
    }

    /// <summary>Records with tags that are only known now, as the outcome.</summary>
    public void Stop(params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_timer is not { } timer)
            return;
        _timer = null;
        timer.Record(timer.Since(_begun), tags);
    }

    /// <summary>Records without tags.</summary>
    public void Dispose() => Stop();
}
