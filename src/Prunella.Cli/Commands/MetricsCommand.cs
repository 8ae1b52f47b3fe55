using System.CommandLine;
using Prunella.Cli.Manifest;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella metrics</c>: what is measured.</summary>
internal static class MetricsCommand
{
    public static Command Create(CliContext context)
    {
        var command = new AgentCommand(context, "metrics", "Show what is measured of the agent and its processes: a line for each series, a chart where there is only one.");
        var text = new Argument<string?>("text") { Description = "A part of the names of the series.", Arity = ArgumentArity.ZeroOrOne };
        var component = new Option<string?>("--component", "-c") { Description = "The component whose series are meant.", HelpName = "name" };
        var window = new Option<string>("--window", "-w") { Description = "How far back to look, as 90s or 2h. Default 10m.", HelpName = "duration", DefaultValueFactory = static _ => "10m" };
        var live = new Option<bool>("--watch", "--live", "-l") { Description = "Draw anew every second until Ctrl+C." };
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(text);
        foreach (Option option in new Option[] { component, window, live, json })
            command.Options.Add(option);
        return command.Does(patience: null, async (parse, agent, cancellation) =>
        {
            if (!Quantity.TryDuration(parse.GetValue(window)!, out TimeSpan length) || length <= TimeSpan.Zero)
                throw new UsageException($"--window: '{parse.GetValue(window)}' is not a positive duration, as 90s or 2h, of at most a day.");
            MetricsRequest request = new() { Text = parse.GetValue(text), Component = parse.GetValue(component), Window = length };
            if (parse.GetValue(live) && context.IsTerminal && !parse.GetValue(json))
            {
                await LiveScreen.DrawAsync(context, async width => MetricsReport.Of(await agent.AskOneAsync<MetricsReply>(request, cancellation), width), cancellation);
                return ExitCode.Ok;
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(CommandOptions.Patience);
            MetricsReply reply = await agent.AskOneAsync<MetricsReply>(request, patience.Token);
            if (parse.GetValue(json))
                JsonOutput.Write<AgentReply>(context.Out, reply);
            else
                context.Show(MetricsReport.Of(reply, context.IsTerminal ? context.Size().Width : 100));
            return ExitCode.Ok;
        });
    }
}
