using Prunella.Cli;
using Prunella.Cli.Shell;

return await CommandTree.InvokeAsync(CliContext.OfProcess(OperatingSystem.IsLinux() ? new AgentHost(Console.Error) : null), args);
