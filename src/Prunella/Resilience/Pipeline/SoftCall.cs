namespace Prunella.Resilience;

/// <summary>A call whose caller may not wait to its end.</summary>
internal readonly struct SoftCall<TCall, T>(TCall call, TimeoutLease lease) : ICall<T>
    where TCall : struct, ICall<T>
{
    public bool IsLeftBehind => lease.IsLeftBehind;

    public ValueTask<T> Invoke(CancellationToken cancellationToken) => call.Invoke(cancellationToken);
}
