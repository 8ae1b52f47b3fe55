namespace Prunella.Patterns.Stores;

/// <summary>A learning that means much the same as what was asked.</summary>
/// <param name="Learning">Its id.</param>
/// <param name="Cosine">The cosine of the angle between both vectors, from -1 to 1.</param>
public sealed record NearLearning(string Learning, double Cosine);
