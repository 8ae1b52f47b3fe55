using Microsoft.AspNetCore.Http;

namespace Shop.Faults;

/// <summary>Faults that requests feel: they hang, are slow, fail, or get wrong answers.</summary>
/// <remarks>
/// A hang stops the health endpoints too. The other faults spare them, as the failures that are hard to see do in production.
/// </remarks>
internal sealed class RequestFaults(TimeProvider time) : IDisposable
{
    public const string Path = "/faults";

    private volatile TimedFault? _hang;
    private volatile TimedFault? _wrong;
    private volatile TimedFault? _errors;
    private volatile Delay? _slow;
    private CancellationTokenSource _cleared = new();
    private long _received;

    /// <summary>Requests that reached the service, but for those for its health and its faults.</summary>
    public long Received => Volatile.Read(ref _received);

    public void Hang(TimeSpan duration) => _hang = new TimedFault(time, duration);

    public void Slow(TimeSpan delay, TimeSpan duration) => _slow = new Delay(delay, new TimedFault(time, duration));

    public void AnswerWrongly(int percent, TimeSpan duration) => _wrong = new TimedFault(time, duration, percent);

    public void Fail(int percent, TimeSpan duration) => _errors = new TimedFault(time, duration, percent);

    /// <summary>Ends every fault; requests that wait go on.</summary>
    public void Clear()
    {
        _hang = null;
        _slow = null;
        _wrong = null;
        _errors = null;
        using CancellationTokenSource waiting = Interlocked.Exchange(ref _cleared, new CancellationTokenSource());
        waiting.Cancel();
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        if (_hang is { } hang)
            await WaitAsync(hang.Left, context.RequestAborted);
        if (IsHealth(context.Request.Path))
        {
            await next(context);
            return;
        }

        _ = Interlocked.Increment(ref _received);
        if (_slow is { } slow && slow.Fault.Hits(out _))
            await WaitAsync(slow.Time, context.RequestAborted);
        if (_errors?.Hits(out _) == true)
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        else if (_wrong is { } wrong && wrong.Hits(out long number))
            await WrongAnswer.WriteAsync(context.Response, number);
        else
            await next(context);
    }

    public void Dispose() => _cleared.Dispose();

    private static bool IsHealth(PathString path) => path == "/health" || path == "/alive";

    private async Task WaitAsync(TimeSpan duration, CancellationToken aborted)
    {
        if (duration <= TimeSpan.Zero)
            return;
        CancellationToken cleared = Volatile.Read(ref _cleared).Token;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cleared, aborted);
        try
        {
            await Task.Delay(duration, time, end.Token);
        }
        catch (OperationCanceledException) when (cleared.IsCancellationRequested)
        {
            // The fault is over.
        }
    }

    private sealed record Delay(TimeSpan Time, TimedFault Fault);
}
