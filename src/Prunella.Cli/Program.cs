using Prunella.Cli;
using Prunella.Cli.Shell;

return await CommandTree.InvokeAsync(CliContext.OfProcess(OperatingSystem.IsLinux() ? new AgentHost(Console.Error) : null), args);

/// <summary>The tool; internal, for it is no library.</summary>
internal sealed partial class Program;
