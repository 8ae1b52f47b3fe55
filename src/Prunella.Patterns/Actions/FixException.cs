namespace Prunella.Patterns.Actions;

/// <summary>A fix can not be carried out: it does not fit the files, reaches where it may not, or was stopped. Nothing of it is left behind.</summary>
public sealed class FixException : Exception
{
    /// <param name="message">What does not fit, and where.</param>
    public FixException(string message)
        : base(message)
    {
    }

    /// <param name="message">What does not fit, and where.</param>
    /// <param name="inner">What the system said.</param>
    public FixException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
