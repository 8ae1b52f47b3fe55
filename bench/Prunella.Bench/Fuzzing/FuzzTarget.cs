namespace Prunella.Bench.Fuzzing;

/// <summary>A reader under test.</summary>
/// <param name="Name">Its name, as the command line takes it.</param>
/// <param name="Seeds">Good inputs, from which broken ones are made.</param>
/// <param name="Pieces">What is put into them here and there: what its grammar gives a meaning to.</param>
/// <param name="Read">Reads one input; the exceptions that it documents do not leave it.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, IReadOnlyList<string> Pieces, Action<byte[]> Read);
