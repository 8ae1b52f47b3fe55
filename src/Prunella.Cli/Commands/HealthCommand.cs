using System.CommandLine;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Kernel;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella health</c>: how the components are, who says so, and how they were.</summary>
internal static class HealthCommand
{
    public static Command Create(CliContext context)
    {
        var command = new AgentCommand(context, "health", "Show how the components are, who says so, and how they were. Exit 0 healthy, 2 degraded, 3 critical or failed.");
        Argument<ComponentName> component = CommandOptions.Component("The component that is meant; all where none is named.");
        component.Arity = ArgumentArity.ZeroOrOne;
        var watch = new Option<bool>("--watch") { Description = "Draw anew every second until Ctrl+C." };
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(component);
        command.Options.Add(watch);
        command.Options.Add(json);
        return command.Does(patience: null, async (parse, agent, cancellation) =>
        {
            var request = new HealthRequest { Component = parse.GetResult(component)?.Tokens.Count > 0 ? parse.GetValue(component) : null };
            if (parse.GetValue(watch) && context.IsTerminal && !parse.GetValue(json))
            {
                await LiveScreen.DrawAsync(context, async _ => HealthReport.Of(await agent.AskOneAsync<HealthReply>(request, cancellation), context.Time.LocalTimeZone), cancellation);
                return ExitCode.Ok;
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(CommandOptions.Patience);
            HealthReply reply = await agent.AskOneAsync<HealthReply>(request, patience.Token);
            if (parse.GetValue(json))
                JsonOutput.Write<AgentReply>(context.Out, reply);
            else
                context.Show(HealthReport.Of(reply, context.Time.LocalTimeZone));
            return (request.Component is null ? reply.State : reply.Components[0].State) switch
            {
                HealthState.Healthy => ExitCode.Ok,
                HealthState.Degraded => ExitCode.Degraded,
                _ => ExitCode.Failed,
            };
        });
    }
}
