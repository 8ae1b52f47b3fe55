using System.CommandLine;
using System.Globalization;
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
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(directory);
        command.Options.Add(anchor);
        command.Options.Add(json);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, () =>
        {
            string folder = FolderOf(context, parse.GetValue(directory));
            JournalAnchor? expected = parse.GetValue(anchor) is { } text ? AnchorOf(text) : null;
            var report = AuditReport.Of(folder, JournalVerifier.Verify(folder, expected, cancellation));
            if (parse.GetValue(json))
                JsonOutput.Write(context.Out, report);
            else
                context.Show(ReportOf(report));
            return Task.FromResult(report.Whole ? ExitCode.Ok : ExitCode.Failed);
        }, cancellation));
        return command;
    }

    private static Report ReportOf(AuditReport audit)
    {
        var report = new Report();
        _ = report.Line(audit.Whole ? new Words("The journal is whole", Tone.Good) : new Words("The journal is NOT whole", Tone.Bad), $": {audit.Directory}");
        _ = report.Line($"{Phrase.Count(audit.Entries, "entry", "entries")} in {Phrase.Count(audit.Files, "file")} checked{(audit.BeginningIsCut ? "; older ones were deleted to save room" : string.Empty)}.");
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

    private static string FolderOf(CliContext context, string? named)
    {
        string? folder = named is not null
            ? Path.GetFullPath(named, context.CurrentDirectory)
            : ManifestReader.Find(context.CurrentDirectory) is { } manifest ? StateDirectory.OfManifest(manifest) : null;
        if (folder is null)
            throw new UsageException($"There is no {ManifestReader.FileName} here or above: name the journal's directory.");
        string inner = Path.Combine(folder, StateDirectory.Journal);
        if (Directory.Exists(inner))
            return inner;
        return Directory.Exists(folder) ? folder : throw new UsageException($"There is no directory '{folder}'.");
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
