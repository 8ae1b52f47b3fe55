namespace Prunella.Telemetry.ClickHouse;

/// <summary>ClickHouse did not do what it was asked; the message is its own.</summary>
public sealed class ClickHouseException : Exception
{
    /// <summary>Without a message.</summary>
    public ClickHouseException()
    {
    }

    /// <param name="message">What the server said.</param>
    public ClickHouseException(string message)
        : base(message)
    {
    }

    /// <param name="message">What the server said.</param>
    /// <param name="innerException">What caused it.</param>
    public ClickHouseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
