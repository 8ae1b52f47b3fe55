using System.CommandLine;
using Prunella.Cli.Manifest;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella metrics</c>: what is measured.</summary>
internal static class MetricsCommand
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    public static Command Create(CliContext context)
    {
        var command = new AgentCommand(context, "metrics", "Show what is measured of the agent and its processes: a line for each series, a chart where there is only one.");
        var text = new Argument<string?>("text") { Description = "A part of the names of the series.", Arity = ArgumentArity.ZeroOrOne };
        var component = new Option<string?>("--component", "-c") { Description = "The component whose series are meant.", HelpName = "name" };
        var window = new Option<string>("--window", "-w") { Description = "How far back to look, as 90s or 2h. Default 10m.", HelpName = "duration", DefaultValueFactory = static _ => "10m" };
        var live = new Option<bool>("--live", "-l") { Description = "Draw anew every second until Ctrl+C." };
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
                await DrawAsync(context, agent, request, cancellation);
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

    private static async Task DrawAsync(CliContext context, AgentClient agent, MetricsRequest request, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(Refresh, context.Time);
        context.Out.Write("\e[?1049h\e[?25l");
        try
        {
            do
            {
                MetricsReply reply = await agent.AskOneAsync<MetricsReply>(request, cancellation);
                (int width, int height) = context.Size();
                using var text = new StringWriter { NewLine = "\n" };
                new SpectreReportWriter(text, width).Write(MetricsReport.Of(reply, width));
                context.Out.Write("\e[H");
                foreach (string line in text.ToString().TrimEnd('\n').Split('\n').Take(height - 1))
                    context.Out.Write($"{line}\e[K\n");
                context.Out.Write("\e[J");
                context.Out.Flush();
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C is how it ends.
        }
        finally
        {
            context.Out.Write("\e[?25h\e[?1049l");
            context.Out.Flush();
        }
    }
}
