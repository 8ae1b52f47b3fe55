namespace Prunella.Supervisor.Control;

/// <summary>No agent answers at a socket, or it stopped answering.</summary>
public sealed class AgentUnreachableException : Exception
{
    /// <param name="message">Where, and what that means.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public AgentUnreachableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
