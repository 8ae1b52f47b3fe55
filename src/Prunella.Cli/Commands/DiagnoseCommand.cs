using System.CommandLine;
using System.Text.Json;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella diagnose</c>: the likeliest causes of a trouble, of the running project or a recorded one, with evidence.</summary>
internal static class DiagnoseCommand
{
    private const int Shown = 5;

    public static Command Create(CliContext context)
    {
        var command = new AgentCommand(context, "diagnose", "Name the likeliest cause of a trouble, with evidence: of the running project, or of a recorded one. Exit 2 where something is wrong.");
        var incident = new Option<IncidentId?>("--incident")
        {
            Description = "The incident whose beginning is meant.",
            HelpName = "id",
            CustomParser = static result =>
            {
                if (IncidentId.TryParse(result.Tokens[0].Value, out IncidentId id))
                    return id;
                result.AddError($"'{result.Tokens[0].Value}' is not an incident: eight letters and digits, as 7k3m-9xq2.");
                return null;
            },
        };
        var at = new Option<DateTimeOffset?>("--at") { Description = "A past moment, in place of now: its last minute is compared with the time before.", HelpName = "time" };
        var component = new Option<string?>("--component", "-c") { Description = "The component in trouble. Default: any.", HelpName = "name" };
        var normal = new Option<string?>("--normal") { Description = "CSV of ordinary time, a column for each series: component|metric or component_metric." };
        var anomalous = new Option<string?>("--anomalous") { Description = "CSV of the trouble, with the same columns and spacing." };
        var edges = new Option<string?>("--edges") { Description = "CSV of calls: caller,callee." };
        var target = new Option<string?>("--target") { Description = "What alarmed: component, or component|metric." };
        var cases = new Option<string?>("--cases") { Description = "A cases.json of recorded troubles, in place of the above." };
        Option<bool> json = CommandOptions.Json();
        Option<string?>[] recorded = [normal, anomalous, edges, target, cases];
        foreach (Option option in new Option[] { incident, at, component, normal, anomalous, edges, target, cases, json })
            command.Options.Add(option);
        return command.Does(
            CommandOptions.Patience,
            async (parse, agent, cancellation) =>
            {
                ComponentName name = default;
                if (parse.GetValue(component) is { } text && !ComponentName.TryParse(text, out name))
                    throw new UsageException($"--component: '{text}' is not the name of a component, as orders or orders#2.");
                DiagnosisReply reply = await agent.AskOneAsync<DiagnosisReply>(new DiagnoseRequest
                {
                    Incident = parse.GetValue(incident), At = parse.GetValue(at), Component = parse.GetValue(component) is null ? null : name,
                }, cancellation);
                if (parse.GetValue(json))
                    JsonOutput.Write<AgentReply>(context.Out, reply);
                else
                    context.Show(DiagnosisReport.Of(reply, context.Time.LocalTimeZone));
                return reply.Diagnosis.Suspects.Count == 0 ? ExitCode.Ok : ExitCode.Degraded;
            },
            alone: parse => Array.TrueForAll(recorded, option => parse.GetValue(option) is null) ? null : Guarded(() => Diagnose(
                context,
                parse.GetValue(cases) is { } file
                    ? RecordedCases.Read(Path.Combine(context.CurrentDirectory, file))
                    : [One(context, parse.GetValue(normal), parse.GetValue(anomalous), parse.GetValue(edges), parse.GetValue(target))],
                parse.GetValue(json))));
    }

    private static ExitCode Diagnose(CliContext context, IEnumerable<RecordedCase> recorded, bool json)
    {
        var analyzer = new RootCauseAnalyzer();
        bool wrong = false;
        foreach (RecordedCase one in recorded)
        {
            Diagnosis diagnosis = analyzer.Diagnose(one.Input);
            wrong |= !diagnosis.IsEmpty;
            if (json)
                context.Out.WriteLine(JsonSerializer.Serialize(RecordedDiagnosis.Of(one.Name, diagnosis), DiagnosisJson.Default.RecordedDiagnosis));
            else
                context.Show(ReportOf(one.Name, diagnosis));
        }

        return wrong ? ExitCode.Degraded : ExitCode.Ok;
    }

    private static Report ReportOf(string name, Diagnosis diagnosis)
    {
        var report = new Report();
        if (name.Length > 0)
            report.Line(new Words(name, Tone.Strong));
        report.Line(new Words(diagnosis.Reason, diagnosis.IsEmpty ? Tone.Good : Tone.Bad));
        foreach ((Suspect suspect, int place) in diagnosis.Suspects.Take(Shown).Select(static (one, i) => (one, i + 1)))
        {
            report.Line(new Words($"{place}. "), new Words(suspect.Component, Tone.Strong), new Words(FormattableString.Invariant($"  {suspect.Confidence:0%}"), Tone.Muted));
            foreach (string evidence in suspect.Evidence)
                report.Line(new Words("     " + evidence, Tone.Muted));
        }

        return report;
    }

    private static RecordedCase One(CliContext context, string? normal, string? anomalous, string? edges, string? target)
    {
        if (normal is null || anomalous is null)
            throw new UsageException("diagnose needs --normal and --anomalous, or --cases.");
        string At(string path) => Path.Combine(context.CurrentDirectory, path);
        IReadOnlyList<DiagnosisSeries> series = SeriesTable.Join(SeriesTable.Read(At(normal)), SeriesTable.Read(At(anomalous)));
        return new RecordedCase("", new DiagnosisInput
        {
            Series = series,
            Calls = edges is null ? [] : RecordedCases.ReadCalls(At(edges)),
            Alarm = target is null ? null : AlarmOf(target, series),
        });
    }

    private static AlarmedSignal AlarmOf(string target, IReadOnlyList<DiagnosisSeries> series)
    {
        if (series.FirstOrDefault(one => one.Component == target) is { } whole)
            return new AlarmedSignal(whole.Component);
        return series.FirstOrDefault(one => $"{one.Component}|{one.Metric}" == target || $"{one.Component}_{one.Metric}" == target) is { } exact
            ? new AlarmedSignal(exact.Component, exact.Metric)
            : throw new UsageException($"--target: there is neither a component nor a series '{target}'.");
    }

    private static ExitCode Guarded(Func<ExitCode> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException(error.Message, error);
        }
    }
}
