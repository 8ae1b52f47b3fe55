using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Patterns.Causality;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Known;
using Prunella.Patterns.Recall;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;
using Prunella.Recovery;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella patterns</c>: errors that are known, and what helps against them.</summary>
internal static class PatternsCommand
{
    private static readonly CauseOptions Patience = new() { TimeLimit = TimeSpan.FromSeconds(5) };

    public static Command Create(CliContext context)
    {
        var command = new Command("patterns", "Find known errors, and what helps against them.")
        {
            Lookup(context), Explain(context), GenerateCommand.Create(context), FixCommands.Apply(context), FixCommands.Revert(context), FixCommands.Judge(context),
            MigrateCommand.Create(context), VerifyCommand.Create(context),
        };
        foreach (Command memory in MemoryCommands.Create(context).Concat(ExchangeCommands.Create(context)))
            command.Subcommands.Add(memory);
        return command;
    }

    private static Command Lookup(CliContext context)
    {
        var command = new Command("lookup", "Name the error in a text: dotnet test 2>&1 | prunella patterns lookup");
        var text = new Argument<string>("error") { Description = "A file, an error or a question in free words; - or nothing reads standard input.", DefaultValueFactory = static _ => "-" };
        var most = new Option<int>("--most", "-n") { Description = "How many answers at most. Default 3.", DefaultValueFactory = static _ => 3, HelpName = "count" };
        Option<string?> own = Own();
        var noCommits = new Option<bool>("--no-commits") { Description = "Do not ask the history of the project which commits caused it." };
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(text);
        foreach (Option option in new Option[] { most, own, noCommits, json })
            command.Options.Add(option);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            if (parse.GetValue(most) < 1)
                throw new UsageException("--most must be at least 1.");
            string said = new Scrubber().Scrub(ErrorText.Read(context, parse.GetValue(text)!));
            ErrorEvent error = ErrorParser.Parse(said);
            Fingerprint fingerprint = new Fingerprinter(new HelperModel()).Of(error);
            PatternLibrary library = Library(context, parse.GetValue(own));
            RecallAnswer remembered = RecallAnswer.Nothing;
            try
            {
                await using ProjectMemory? memory = ProjectMemory.OpenExisting(context);
                if (memory is not null)
                {
                    library = await memory.LibraryAsync(library, cancellation);
                    remembered = await memory.Memory.RecallAsync(fingerprint, said, parse.GetValue(most), cancellation);
                    _ = await memory.WhyWaitingAsync(cancellation); // what an earlier command left is sent on this occasion
                }

                // A question in free words has no history.
                if (!parse.GetValue(noCommits) && (error.Type.Length > 0 || error.Frames.Count > 0))
                    remembered = remembered with { Causes = await new CauseFinder(ProjectDirectory.Of(context), memory?.Store, Patience).FindAsync(error, fingerprint, cancellation) };
            }
            catch (StoreUnavailableException away)
            {
                context.Error.WriteLine($"prunella: what is remembered can not be asked now: {away.Message}");
            }

            IReadOnlyList<PatternMatch> found = new PatternLookup(library).Look(said, parse.GetValue(most));
            if (parse.GetValue(json))
                context.Out.WriteLine(JsonSerializer.Serialize(Reply(error, fingerprint, found, remembered), KnowledgeJson.Readable.LookupReply));
            else
                context.Show(Told(error, fingerprint, found, remembered));
            return found.Count + remembered.Found.Count > 0 ? ExitCode.Ok : ExitCode.Degraded;
        }, cancellation));
        return command;
    }

    private static Command Explain(CliContext context)
    {
        var command = new Command("explain", "Tell all that is known of a pattern.");
        var id = new Argument<string>("pattern") { Description = "Its name, as net.di-scoped.", HelpName = "pattern" };
        id.CompletionSources.Add([.. PatternLibrary.Seeds.Patterns.Select(static pattern => pattern.Id)]);
        Option<string?> own = Own();
        command.Arguments.Add(id);
        command.Options.Add(own);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            string name = parse.GetValue(id)!;
            ErrorPattern pattern = (await LibraryAsync(context, parse.GetValue(own), cancellation)).Find(name) ?? throw new UsageException($"There is no pattern '{name}': prunella patterns export lists them.");
            context.Show(new Report()
                .Line(new Words(pattern.Title, Tone.Strong), new Words($" ({pattern.Id})", Tone.Muted))
                .Line(pattern.Fix)
                .Line(new Words($"recognised by {pattern.Regex}{(pattern.Unless is { } unless ? $", unless by {unless}" : "")}", Tone.Muted))
                .Line(new Words($"also asked for as {pattern.Words}", Tone.Muted)));
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    internal static Option<string?> Own() => new("--patterns", "-p") { Description = "A file of patterns of your own, besides those that are shipped.", HelpName = "file" };

    /// <summary>What is shipped, what the project's memory has, and what is in a file; the later takes the earlier's place.</summary>
    internal static async Task<PatternLibrary> LibraryAsync(CliContext context, string? own, CancellationToken cancellationToken)
    {
        await using ProjectMemory? memory = ProjectMemory.OpenExisting(context);
        PatternLibrary known = memory is null ? PatternLibrary.Seeds : await memory.LibraryAsync(PatternLibrary.Seeds, cancellationToken);
        return own is null ? known : known.With(Library(context, own, PatternLibrary.Of([])));
    }

    internal static PatternLibrary Library(CliContext context, string? own) => Library(context, own, PatternLibrary.Seeds);

    private static PatternLibrary Library(CliContext context, string? own, PatternLibrary known)
    {
        if (own is null)
            return known;
        try
        {
            using FileStream file = File.OpenRead(Path.GetFullPath(own, context.CurrentDirectory));
            return known.With(PatternLibrary.Read(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"'{own}': {error.Message}", error);
        }
    }

    private static Report Told(ErrorEvent error, Fingerprint fingerprint, IReadOnlyList<PatternMatch> found, RecallAnswer remembered)
    {
        Report report = new();
        foreach (Recollection each in remembered.Found)
        {
            string sure = each.Confidence.Mean.ToString("P0", CultureInfo.InvariantCulture), least = each.Confidence.AtLeast.ToString("P0", CultureInfo.InvariantCulture);
            report.Line(new Words(each.Learning.Problem.Split('\n')[0], Tone.Strong), new Words($" ({each.Learning.Id}, remembered here, {TierOf(each.Tier)}, {sure} sure, at least {least} by its outcomes)", Tone.Muted))
                .Line(each.Learning.Fix)
                .Line(new Words(each.Why, Tone.Muted))
                .Line("");
        }

        if (remembered.Note is { } note && remembered.Found.Count > 0)
            report.Line(new Words($"What is remembered was {note}.", Tone.Muted)).Line("");
        foreach ((int index, PatternMatch match) in found.Index())
        {
            if (index > 0)
                report.Line("");
            string sure = match.Confidence.ToString("P0", CultureInfo.InvariantCulture);
            report.Line(new Words(match.Pattern.Title, Tone.Strong), new Words($" ({match.Pattern.Id}, {(match.Tier == LookupTier.Recognised ? "recognised" : "by words alone")}, right in {sure} of such answers)", Tone.Muted))
                .Line(match.Pattern.Fix)
                .Line(new Words(match.Why, Tone.Muted));
        }

        if (found.Count + remembered.Found.Count == 0)
            report.Line("Nothing like it is known.");
        if (remembered.Causes is { } causes)
            Tell(report, causes);
        return error.Type.Length > 0 ? report.Line("").Line(new Words($"fingerprint {fingerprint.Core} of {error.Type}", Tone.Muted)) : report;
    }

    private static void Tell(Report report, SuspectedCauses causes)
    {
        report.Line("").Line(new Words("Commits that may have caused it", Tone.Strong), new Words($" (of {causes.Considered}, by trace and history)", Tone.Muted));
        foreach (string line in ErrorWords.Of(new Journal.CommitsSuspected { Fingerprint = "", Commits = causes.Commits, Considered = causes.Considered, Note = causes.Note }))
            report.Line($"  {line}");
    }

    private static string TierOf(RecallTier tier) => tier switch
    {
        RecallTier.Exact => "the same error",
        RecallTier.Core => "the same fault",
        RecallTier.Template => "the same message",
        RecallTier.Semantic => "by meaning",
        _ => "by words alone",
    };

    private static LookupReply Reply(ErrorEvent error, Fingerprint fingerprint, IReadOnlyList<PatternMatch> found, RecallAnswer remembered) => new(
        error.Type, error.Message, new FingerprintReply(fingerprint.Exact, fingerprint.Core, fingerprint.Template),
        [.. found.Select(static match => new MatchReply(match.Pattern.Id, match.Pattern.Title, match.Pattern.Fix, match.Tier, match.Confidence, match.Why, match.Captured))],
        [
            .. remembered.Found.Select(static each => new RememberedReply(
                each.Learning.Id, each.Learning.Problem, each.Learning.Cause, each.Learning.Fix, each.Tier, each.Confidence.Mean, each.Confidence.AtLeast,
                each.Learning.Successes, each.Learning.Failures, each.Why)),
        ],
        remembered.Note, remembered.Causes is { } causes ? new CausesReply(causes.Considered, causes.Commits, causes.Note) : null);
}
