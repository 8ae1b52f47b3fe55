using Prunella.Cli;
using Prunella.Cli.Commands;

return await CommandTree.InvokeAsync(CliContext.OfProcess(host: null), args);
