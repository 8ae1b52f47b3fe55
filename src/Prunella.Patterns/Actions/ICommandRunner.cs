namespace Prunella.Patterns.Actions;

/// <summary>Runs the commands of fixes.</summary>
public interface ICommandRunner
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program's bare name, then its arguments.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="cancellationToken">Ends it, with all that it has started.</param>
    /// <exception cref="FixException">It is not there, can not be started, or took too long.</exception>
    Task<CommandResult> RunAsync(IReadOnlyList<string> command, string directory, CancellationToken cancellationToken);
}
