using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Prunella.Cli.Commands;

/// <summary>The ordinary help, and the exit codes below it.</summary>
internal sealed class ExitCodeHelp(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int exit = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine("""
            Exit codes:
              0    done, or all is well
              1    the command line or a file is wrong; nothing was done
              2    something is degraded, or lacks
              3    something is critical or has failed
              4    an action waits for approval
              5    refused by a budget, a mode or the kill switch
              6    no agent answers
              124  the agent did not answer in time
              130  interrupted by Ctrl+C
            """);
        return exit;
    }
}
