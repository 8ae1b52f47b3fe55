namespace Prunella.Link;

/// <summary>The peer sent something that is not a frame. Except for <see cref="FrameFault.UnknownEvent"/> the connection must end.</summary>
public sealed class FrameException : Exception
{
    /// <param name="fault">What is wrong.</param>
    /// <param name="message">What was read, and what was expected.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public FrameException(FrameFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public FrameFault Fault { get; }
}
