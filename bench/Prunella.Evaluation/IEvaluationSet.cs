namespace Prunella.Evaluation;

/// <summary>One kind of labelled data: how the library, in its default configuration, is run over it.</summary>
/// <remarks>An implementation reads no labels, treats every input alike, and gives streams to the library row by row.</remarks>
internal interface IEvaluationSet
{
    /// <summary>The word after <c>bench/evaluate</c>.</summary>
    string Name { get; }

    /// <summary>Reads the input, runs the library, writes what the scorer reads.</summary>
    /// <returns>How many items were judged.</returns>
    /// <exception cref="InvalidDataException">The input can not be read; the message says what and where.</exception>
    Task<int> RunAsync(string input, string output, CancellationToken cancellationToken);
}
