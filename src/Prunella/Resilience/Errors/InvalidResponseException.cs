namespace Prunella.Resilience;

/// <summary>An answer came, but it is not one that can be used.</summary>
public sealed class InvalidResponseException : Exception
{
    /// <param name="service">Who answered.</param>
    /// <param name="fault">What is wrong with the answer, and where.</param>
    /// <param name="inner">The error of the parser, where there is one.</param>
    public InvalidResponseException(string service, string fault, Exception? inner = null)
        : base($"'{service}' gave an invalid answer: {fault}", inner)
    {
        Service = service;
        Fault = fault;
    }

    /// <summary>Who answered.</summary>
    public string Service { get; }

    /// <summary>What is wrong with the answer, and where.</summary>
    public string Fault { get; }
}
