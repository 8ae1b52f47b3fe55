namespace Prunella.Resilience;

/// <summary>A delegate.</summary>
internal readonly struct PlainCall<T>(Func<CancellationToken, ValueTask<T>> call) : ICall<T>
{
    public bool IsLeftBehind => false;

    public ValueTask<T> Invoke(CancellationToken cancellationToken) => call(cancellationToken);
}
