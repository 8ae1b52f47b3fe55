using System.CommandLine;
using System.Text.Json;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Health;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella diagnose</c>: the likeliest causes of a recorded trouble, with evidence.</summary>
internal static class DiagnoseCommand
{
    private const int Shown = 5;

    public static Command Create(CliContext context)
    {
        var command = new Command("diagnose", "Name the likeliest cause of a recorded trouble, with evidence. Exit 2 where something is wrong.");
        var normal = new Option<string?>("--normal") { Description = "CSV of ordinary time, a column for each series: component|metric or component_metric." };
        var anomalous = new Option<string?>("--anomalous") { Description = "CSV of the trouble, with the same columns and spacing." };
        var edges = new Option<string?>("--edges") { Description = "CSV of calls: caller,callee." };
        var target = new Option<string?>("--target") { Description = "What alarmed: component, or component|metric." };
        var cases = new Option<string?>("--cases") { Description = "A cases.json of recorded troubles, in place of the above." };
        Option<bool> json = CommandOptions.Json();
        foreach (Option option in new Option[] { normal, anomalous, edges, target, cases, json })
            command.Options.Add(option);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, () => Task.FromResult(Guarded(() =>
        {
            IEnumerable<RecordedCase> recorded = parse.GetValue(cases) is { } file
                ? RecordedCases.Read(Path.Combine(context.CurrentDirectory, file))
                : [One(context, parse.GetValue(normal), parse.GetValue(anomalous), parse.GetValue(edges), parse.GetValue(target))];
            return Diagnose(context, recorded, parse.GetValue(json));
        })), cancellation));
        return command;
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
