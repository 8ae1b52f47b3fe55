namespace Prunella.Telemetry.Live;

/// <summary>Forgets what is old, of things that can only add: two are filled side by side, and the one in use gives way when it is twice as old as it needs to be.</summary>
/// <param name="make">Makes an empty one.</param>
/// <param name="length">How much time one covers at least, once there was so much.</param>
internal sealed class Generations<T>(Func<T> make, TimeSpan length)
    where T : class
{
    private DateTimeOffset _next;

    /// <summary>The one in use: it covers the time since <see cref="Since"/>.</summary>
    public T Current { get; private set; } = make();

    /// <summary>Takes over when <see cref="Current"/> is too old; null while that is young. What is added goes to both.</summary>
    public T? Coming { get; private set; }

    public DateTimeOffset Since { get; private set; }

    /// <summary>Says what time it is.</summary>
    public void Turn(DateTimeOffset now)
    {
        if (Since == default)
            Since = now;
        if (Coming is null && now - Since >= length)
            (Coming, _next) = (make(), now);
        else if (Coming is not null && now - _next >= length)
            (Current, Since, Coming, _next) = (Coming, _next, make(), now);
    }
}
