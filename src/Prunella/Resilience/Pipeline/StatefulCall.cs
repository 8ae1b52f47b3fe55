namespace Prunella.Resilience;

/// <summary>A delegate with the state that it is given.</summary>
internal readonly struct StatefulCall<TState, T>(TState state, Func<TState, CancellationToken, ValueTask<T>> call) : ICall<T>
{
    public bool IsLeftBehind => false;

    public ValueTask<T> Invoke(CancellationToken cancellationToken) => call(state, cancellationToken);
}
