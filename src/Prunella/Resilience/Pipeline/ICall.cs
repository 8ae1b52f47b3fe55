namespace Prunella.Resilience;

/// <summary>What is to be called. Implemented by structs, so that the compiler makes a way of its own for each, without look-ups of types in it.</summary>
internal interface ICall<T>
{
    ValueTask<T> Invoke(CancellationToken cancellationToken);
}
