namespace Shop.Hosting;

/// <summary>Something this service needs did not do its work; the caller may try again. Answered with 503.</summary>
public sealed class UnavailableException : Exception
{
    /// <inheritdoc/>
    public UnavailableException()
    {
    }

    /// <inheritdoc/>
    public UnavailableException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public UnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
