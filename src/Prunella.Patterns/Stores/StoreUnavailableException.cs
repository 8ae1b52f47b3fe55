namespace Prunella.Patterns.Stores;

/// <summary>The store can not be reached now; later it may. Whether what was being written is there is not known: it may be written again.</summary>
public sealed class StoreUnavailableException : IOException
{
    /// <summary>Without a reason.</summary>
    public StoreUnavailableException()
    {
    }

    /// <param name="message">What went wrong.</param>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <param name="message">What went wrong.</param>
    /// <param name="inner">What it was at the bottom.</param>
    public StoreUnavailableException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
