namespace Prunella.Supervisor;

/// <summary>Services could not be supervised: a port is taken, a directory can not be written, a limit of the system stands in the way.</summary>
public sealed class SupervisorException : Exception
{
    /// <param name="message">What stands in the way, and what would help.</param>
    /// <param name="inner">The cause.</param>
    public SupervisorException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
