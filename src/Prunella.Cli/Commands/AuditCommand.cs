using System.CommandLine;
using System.Globalization;
using Prunella.Cli.Agents;
using Prunella.Cli.Manifest;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Journal;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella audit verify</c>: whether a journal is as it was written. Reads the files itself, so it needs no agent, and trusts none.</summary>
internal static class AuditCommand
{
    public static Command Create(CliContext context)
    {
        var audit = new Command("audit", "Check the journal.");
        audit.Subcommands.Add(Verify(context));
        return audit;
    }

    private static Command Verify(CliContext context)
    {
        var command = new Command("verify", "Check every link of the journal's chain. Exit 3 where one is broken.");
        var directory = new Argument<string?>("directory")
        {
            Description = "The journal's files, or the .prunella they lie in. Default: those of the nearest prunella.yaml.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var anchor = new Option<string?>("--anchor")
        {
            Description = "An entry that must be there: its number, or number:hash, as printed by an earlier check.",
            HelpName = "entry",
        };
        var project = new Option<string?>("--project", "-p")
        {
            Description = "The project whose journal is meant, in place of its directory. An agent that runs is asked for the place alone.",
            HelpName = "name",
        };
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(directory);
        command.Options.Add(project);
        command.Options.Add(anchor);
        command.Options.Add(json);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            string folder = await FolderOfAsync(context, parse.GetValue(directory), parse.GetValue(project), cancellation);
            JournalAnchor? expected = parse.GetValue(anchor) is { } text ? AnchorOf(text) : null;
            JournalVerification found = JournalVerifier.Verify(folder, expected, cancellation);
            var report = AuditReport.Of(folder, found);
            if (parse.GetValue(json))
                JsonOutput.Write(context.Out, report);
            else
                context.Show(ReportOf(report, readToTheEnd: found.Fault is null or { File.Length: 0 }));
            return report.Whole ? ExitCode.Ok : ExitCode.Failed;
        }, cancellation));
        return command;
    }

    private static Report ReportOf(AuditReport audit, bool readToTheEnd)
    {
        var report = new Report();
        _ = report.Line(audit.Whole ? new Words("The journal is whole", Tone.Good) : new Words("The journal is NOT whole", Tone.Bad), $": {audit.Directory}");
        string read = readToTheEnd
            ? $"{Phrase.Count(audit.Entries, "entry", "entries")} in {Phrase.Count(audit.Files, "file")} checked"
            : $"{Phrase.Count(audit.Entries, "entry", "entries")} before the fault checked; what follows it was not read";
        _ = report.Line($"{read}{(audit.BeginningIsCut ? "; older ones were deleted to save room" : string.Empty)}.");
        foreach (JournalFault fault in audit.Faults)
            _ = report.Line(new Words($"{(fault.File.Length == 0 ? audit.Directory : fault.File)}{(fault.Line > 0 ? $":{fault.Line}" : string.Empty)}: {fault.Reason}", Tone.Bad));
        if (audit.Missing > 0)
            _ = report.Line(new Words($"{Phrase.Count(audit.Missing, "entry", "entries")} missing, as the journal itself says.", Tone.Warning));
        foreach (string file in audit.SetAside)
            _ = report.Line(new Words($"set aside: {file}", Tone.Warning));
        if (audit.Head is { } head)
            _ = report.Line(new Words($"last entry, to be noted elsewhere: {head.Sequence}:{head.Hash}", Tone.Muted));
        return report;
    }

    private static async Task<string> FolderOfAsync(CliContext context, string? named, string? project, CancellationToken cancellationToken)
    {
        if (named is not null && project is not null)
            throw new UsageException("Name a directory or a --project, not both.");
        string? manifest = ManifestReader.Find(context.CurrentDirectory);
        string? folder =
            named is not null ? Path.GetFullPath(named, context.CurrentDirectory) :
            manifest is not null && (project is null || ProjectName.Of(manifest, context.Environment) == project) ? StateDirectory.OfManifest(manifest) :
            project is not null ? await PlaceOfAsync(context, project, cancellationToken) : null;
        if (folder is null)
            throw new UsageException($"There is no {ManifestReader.FileName} here or above: name the journal's directory, or a --project.");
        string inner = Path.Combine(folder, StateDirectory.Journal);
        if (Directory.Exists(inner))
            return inner;
        return Directory.Exists(folder) ? folder : throw new UsageException($"There is no directory '{folder}'.");
    }

    // Of one that does not run and was started elsewhere nothing is known, unless it was started without a manifest.
    private static async Task<string> PlaceOfAsync(CliContext context, string project, CancellationToken cancellationToken)
    {
        try
        {
            using AgentClient agent = await new AgentLocator(context).ConnectAsync(project, cancellationToken);
            if ((await agent.AskOneAsync<StatusReply>(new StatusRequest(), cancellationToken)).Status.Journal is { } journal)
                return journal;
        }
        catch (AgentUnreachableException)
        {
            // Then where 'run' would have kept it.
        }

        string folder = StateDirectory.OfRun(project, context.Environment);
        return Directory.Exists(folder)
            ? folder
            : throw new UsageException($"No agent of project '{project}' runs, and none ran without a {ManifestReader.FileName}: name the journal's directory.");
    }

    private static JournalAnchor AnchorOf(string text)
    {
        string[] parts = text.Split(':');
        bool good = parts.Length is 1 or 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long _)
            && (parts.Length == 1 || parts[1].Length == 64 && parts[1].All(char.IsAsciiHexDigitLower));
        return good
            ? new JournalAnchor(long.Parse(parts[0], CultureInfo.InvariantCulture), parts.ElementAtOrDefault(1))
            : throw new UsageException($"--anchor: '{text}' is not an entry's number, or number:hash.");
    }
}
