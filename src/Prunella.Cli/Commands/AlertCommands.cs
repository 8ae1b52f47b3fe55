using System.CommandLine;
using System.Globalization;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary>The commands about what people are told: <c>alerts</c>, <c>silence</c>, <c>ack</c>.</summary>
internal static class AlertCommands
{
    public static Command List(CliContext context)
    {
        var command = new AgentCommand(context, "alerts", "List the trouble that people are told of, and what is silenced. Exit 2 where there is any.");
        Option<bool> json = CommandOptions.Json();
        command.Options.Add(json);
        return command.Does(CommandOptions.Patience, async (parse, agent, cancellation) =>
        {
            AlertsReply reply = await agent.AskOneAsync<AlertsReply>(new AlertsRequest(), cancellation);
            if (parse.GetValue(json))
                JsonOutput.Write<AgentReply>(context.Out, reply);
            else
                context.Show(ReportOf(reply, context.Time.GetUtcNow()));
            return reply.Active.Count > 0 ? ExitCode.Degraded : ExitCode.Ok;
        });
    }

    public static Command Silence(CliContext context)
    {
        var command = new AgentCommand(context, "silence", "Tell nobody of some components for a while.");
        var pattern = new Argument<string>("components") { Description = "The components, as orders or ord*." };
        var minutes = new Option<double>("--minutes", "-m") { Description = "For how long, at most 30 days; 0 lifts the silence. Default 60.", DefaultValueFactory = static _ => 60 };
        Option<string> reason = CommandOptions.RequiredReason();
        command.Arguments.Add(pattern);
        command.Options.Add(minutes);
        command.Options.Add(reason);
        minutes.Validators.Add(result =>
        {
            if (result.GetValue(minutes) is not (>= 0 and <= 43_200))
                result.AddError("--minutes lies in [0, 43200].");
        });
        return command.Does(CommandOptions.Patience, (parse, agent, cancellation) => DoAsync(context, agent, new SilenceRequest
        {
            Components = parse.GetValue(pattern)!,
            For = TimeSpan.FromMinutes(parse.GetValue(minutes)),
            Author = context.User,
            Reason = parse.GetValue(reason)!,
        }, cancellation));
    }

    public static Command Acknowledge(CliContext context)
    {
        var command = new AgentCommand(context, "ack", "Take a trouble on: it is not told again until it is over.");
        Argument<ComponentName> component = CommandOptions.Component("The component that alerted.");
        command.Arguments.Add(component);
        return command.Does(CommandOptions.Patience, (parse, agent, cancellation) =>
            DoAsync(context, agent, new AcknowledgeRequest { Component = parse.GetValue(component), Author = context.User }, cancellation));
    }

    private static async Task<ExitCode> DoAsync(CliContext context, AgentClient agent, AgentRequest request, CancellationToken cancellation)
    {
        context.Show(new Report().Line((await agent.AskOneAsync<DoneReply>(request, cancellation)).Message));
        return ExitCode.Ok;
    }

    private static Report ReportOf(AlertsReply reply, DateTimeOffset now)
    {
        var report = new Report();
        if (reply.Active.Count == 0)
            report.Line(new Words("No alerts.", Tone.Good));
        else
            report.Table(["component", "state", "for", "", "reason"], reply.Active.Select(alert => new Words[]
            {
                new(alert.Component.Value, Tone.Strong), Phrase.Of(alert.Severity), new(Phrase.Of(now - alert.Since), Tone.Muted), StandOf(alert), alert.Reason,
            }));
        foreach (ActiveAlert alert in reply.Active.Where(static alert => alert.Cause is not null))
            report.Line(new Words($"{alert.Component}: likeliest cause {alert.Cause}", Tone.Muted));
        foreach (AlertSilence silence in reply.Silences)
            report.Line(new Words(string.Create(CultureInfo.InvariantCulture, $"silenced: {silence.Components} until {silence.Until:u} by {silence.Author}: {silence.Reason}"), Tone.Muted));
        return report;
    }

    private static string StandOf(ActiveAlert alert) => alert switch
    {
        { AcknowledgedBy: { } by } => $"taken on by {by}",
        { SilencedUntil: not null } => "silenced",
        { IsBetter: true } => "better",
        _ => "",
    };
}
