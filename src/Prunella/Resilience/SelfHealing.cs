using System.Runtime.CompilerServices;

namespace Prunella.Resilience;

/// <summary>One call wraps existing code: <c>await SelfHealing.ExecuteAsync("inventory", ct => client.GetAsync(url, ct))</c>.</summary>
/// <remarks>The engine of the process: by default one that knows the environment's flags; a host gives its own at start.</remarks>
public static class SelfHealing
{
    private static SelfHealingEngine? s_engine;

    /// <summary>The engine behind these methods.</summary>
    public static SelfHealingEngine Engine
    {
        get => Volatile.Read(ref s_engine) ?? Start();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Volatile.Write(ref s_engine, value);
        }
    }

    /// <inheritdoc cref="SelfHealingEngine.For"/>
    public static SelfHealingPipeline For(string service) => Engine.For(service);

    /// <inheritdoc cref="SelfHealingEngine.ExecuteAsync{T}(string, Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<T> ExecuteAsync<T>(
        string service, Func<CancellationToken, ValueTask<T>> call, CallOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        Engine.ExecuteAsync(service, call, options, cancellationToken);

    /// <inheritdoc cref="SelfHealingEngine.ExecuteAsync{T}(string, Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    public static ValueTask<T> ExecuteAsync<T>(
        string service, Func<CancellationToken, Task<T>> call, CallOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        Engine.ExecuteAsync(service, call, options, cancellationToken);

    /// <inheritdoc cref="SelfHealingEngine.ExecuteAsync{T}(string, Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask ExecuteAsync(
        string service, Func<CancellationToken, ValueTask> call, CallOptions<Nothing>? options = null, CancellationToken cancellationToken = default) =>
        Engine.ExecuteAsync(service, call, options, cancellationToken);

    /// <inheritdoc cref="SelfHealingEngine.ExecuteAsync{T}(string, Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    public static ValueTask ExecuteAsync(
        string service, Func<CancellationToken, Task> call, CallOptions<Nothing>? options = null, CancellationToken cancellationToken = default) =>
        Engine.ExecuteAsync(service, call, options, cancellationToken);

    private static SelfHealingEngine Start()
    {
        var engine = new SelfHealingEngine();
        if (Interlocked.CompareExchange(ref s_engine, engine, null) is not { } other)
            return engine;
        engine.Dispose();
        return other;
    }
}
