using Prunella.Cli;
using Prunella.Cli.Commands;

return await CommandTree.InvokeAsync(CliContext.OfProcess(OperatingSystem.IsLinux() ? new AgentHost(Console.Error) : null), args);
