namespace Prunella.Cli.Shell;

/// <summary>The command line is wrong; the message says how.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
