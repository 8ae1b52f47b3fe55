using Prunella.Cli;
using Prunella.Cli.Commands;
using Prunella.Cli.Shell;

return await CommandTree.InvokeAsync(CliContext.OfProcess(OperatingSystem.IsLinux() ? new AgentHost(Console.Error) : null), args);
