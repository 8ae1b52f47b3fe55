namespace Prunella.Resilience;

/// <summary>What is to be called. Implemented by structs, so that the compiler makes a way of its own for each, without look-ups of types in it.</summary>
internal interface ICall<T>
{
    /// <summary>Whether its caller has a second answer already: then it is not tried again, and no other answer is looked for.</summary>
    bool IsLeftBehind { get; }

    ValueTask<T> Invoke(CancellationToken cancellationToken);
}
