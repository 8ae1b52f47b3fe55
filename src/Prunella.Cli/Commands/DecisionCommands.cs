using System.CommandLine;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Kernel;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary>The commands by which a person decides; each is answered by one sentence.</summary>
internal static class DecisionCommands
{
    // The services are replaced one after another, each with its start time-out.
    private static readonly TimeSpan RestartPatience = TimeSpan.FromMinutes(5);

    public static Command Approve(CliContext context) => Decision(context, "approve", "Allow the action that an incident waits with.",
        (id, reason) => new ApproveRequest { Incident = id, By = context.User, Reason = reason });

    public static Command Reject(CliContext context) => Decision(context, "reject", "Refuse the action that an incident waits with.",
        (id, reason) => new RejectRequest { Incident = id, By = context.User, Reason = reason });

    public static Command Stop(CliContext context) => Switch(context, "stop", "Stop all healing at once. The services run on. To end them, see 'down'.",
        reason => new StopRequest { Author = context.User, Reason = reason });

    public static Command Resume(CliContext context) => Switch(context, "resume", "Heal again after 'stop'.",
        reason => new ResumeRequest { Author = context.User, Reason = reason });

    public static Command Restart(CliContext context)
    {
        var command = new AgentCommand(context, "restart", "Replace a service's processes one after another, or one of its instances.");
        Argument<ComponentName> component = CommandOptions.Component("A service, as orders, or one of its instances, as orders#2.");
        Option<string?> reason = CommandOptions.Reason("Why, for the journal.");
        command.Arguments.Add(component);
        command.Options.Add(reason);
        return command.Does(RestartPatience, (parse, agent, cancellation) => DoAsync(context, agent, new RestartRequest
        {
            Component = parse.GetValue(component),
            Author = context.User,
            Reason = parse.GetValue(reason) ?? "asked for at the command line",
        }, cancellation));
    }

    public static Command Mode(CliContext context)
    {
        var command = new AgentCommand(context, "mode", "Show or set how much healing happens by itself: observe, suggest, ask or auto.");
        Argument<HealingMode?> mode = CommandOptions.Mode();
        Option<RecoveryTier?> tier = CommandOptions.Tier();
        Option<string?> reason = CommandOptions.Reason("Why, for the journal; needed to set a mode.");
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(mode);
        command.Options.Add(tier);
        command.Options.Add(reason);
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            if (result.GetResult(mode) is { Tokens.Count: > 0 } && string.IsNullOrWhiteSpace(result.GetValue(reason)))
                result.AddError("Say why with --reason: the journal keeps it.");
        });
        return command.Does(CommandOptions.Patience, async (parse, agent, cancellation) =>
        {
            return parse.GetValue(mode) is not { } wanted
                ? await ShowModesAsync(context, agent, parse.GetValue(json), cancellation)
                : await DoAsync(context, agent, new ModeRequest
                {
                    Mode = wanted,
                    Tier = parse.GetValue(tier),
                    Author = context.User,
                    Reason = parse.GetValue(reason)!,
                }, cancellation);
        });
    }

    private static AgentCommand Decision(CliContext context, string name, string description, Func<IncidentId, string?, AgentRequest> request)
    {
        var command = new AgentCommand(context, name, description);
        Argument<IncidentId> id = CommandOptions.Incident();
        Option<string?> reason = CommandOptions.Reason("Why, for the journal.");
        command.Arguments.Add(id);
        command.Options.Add(reason);
        return command.Does(CommandOptions.Patience, (parse, agent, cancellation) =>
            DoAsync(context, agent, request(parse.GetValue(id), parse.GetValue(reason)), cancellation));
    }

    private static AgentCommand Switch(CliContext context, string name, string description, Func<string, AgentRequest> request)
    {
        var command = new AgentCommand(context, name, description);
        Option<string> reason = CommandOptions.RequiredReason();
        command.Options.Add(reason);
        return command.Does(CommandOptions.Patience, (parse, agent, cancellation) =>
            DoAsync(context, agent, request(parse.GetValue(reason)!), cancellation));
    }

    private static async Task<ExitCode> DoAsync(CliContext context, AgentClient agent, AgentRequest request, CancellationToken cancellation)
    {
        DoneReply done = await agent.AskOneAsync<DoneReply>(request, cancellation);
        context.Show(new Report().Line(done.Message));
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> ShowModesAsync(CliContext context, AgentClient agent, bool json, CancellationToken cancellation)
    {
        AgentStatus status = (await agent.AskOneAsync<StatusReply>(new StatusRequest(), cancellation)).Status;
        if (json)
        {
            JsonOutput.Write(context.Out, status.Modes);
            return ExitCode.Ok;
        }

        context.Show(new Report().Table(["tier", "actions", "mode"], status.Modes.Select(static mode => new Words[]
        {
            $"{(int)mode.Tier}", Phrase.Of(mode.Tier), new(Phrase.Of(mode.Mode), Tone.Strong),
        })));
        return ExitCode.Ok;
    }
}
