namespace Prunella.Health;

/// <summary>One component calls another, or needs it.</summary>
/// <param name="Caller">Who asks, and suffers when no answer comes.</param>
/// <param name="Callee">Who is asked.</param>
public readonly record struct CallEdge(string Caller, string Callee);
