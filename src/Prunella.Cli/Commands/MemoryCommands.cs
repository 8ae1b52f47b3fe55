using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Known;
using Prunella.Patterns.Stores;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary>What of <c>prunella patterns</c> writes to the project's memory, or tells of it.</summary>
internal static class MemoryCommands
{
    public static IEnumerable<Command> Create(CliContext context) => [Learn(context), Feedback(context), Merge(context), Seed(context), Import(context), Stats(context), Verify(context)];

    private static Command Learn(CliContext context)
    {
        var command = new Command("learn", "Remember what fixed an error: dotnet test 2>&1 | prunella patterns learn --fix \"Register the service\"");
        var text = new Argument<string>("error") { Description = "A file or an error; - or nothing reads standard input.", DefaultValueFactory = static _ => "-" };
        var fix = new Option<string>("--fix", "-f") { Description = "What helps.", HelpName = "text", Required = true };
        var cause = new Option<string>("--cause", "-c") { Description = "Why it goes wrong.", HelpName = "text", DefaultValueFactory = static _ => "" };
        var problem = new Option<string?>("--problem") { Description = "What goes wrong. Default: what the error says.", HelpName = "text" };
        command.Arguments.Add(text);
        foreach (Option option in new Option[] { fix, cause, problem })
            command.Options.Add(option);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            ErrorEvent error = ErrorParser.Parse(ErrorText.Read(context, parse.GetValue(text)!));
            IReadOnlyList<string> names = Learning.NamesOf(new Fingerprinter(new HelperModel()).Of(error));
            string helps = parse.GetValue(fix)!.Trim();
            if (helps.Length == 0)
                throw new UsageException("--fix must say what helps.");
            await using ProjectMemory project = ProjectMemory.Open(context);
            // The same fix of the same error is the same learning.
            var learning = new Learning
            {
                Id = $"l-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{names[0]}\n{helps}")).AsSpan(0, 5))}", Names = names, Origin = Origin.Person,
                Problem = parse.GetValue(problem) ?? (error.Type.Length > 0 ? $"{error.Type}: {error.Message}" : error.Message), Cause = parse.GetValue(cause)!, Fix = helps, At = context.Time.GetUtcNow(),
            };
            bool changed = await project.Memory.LearnAsync(learning, cancellation);
            await WriteAuditAsync(context, project, "pattern.learned", learning.Id, helps, cancellation);
            context.Show(new Report().Line(new Words(changed ? "Learned" : "Known already", Tone.Strong), new Words($" as {learning.Id}."))
                .Line(new Words($"Say whether it helped: prunella patterns feedback {learning.Id} worked", Tone.Muted)));
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static Command Feedback(CliContext context)
    {
        var command = new Command("feedback", "Say whether a fix helped; answers from then on count it in.");
        var id = new Argument<string>("learning") { Description = "Its name, as patterns lookup tells it." };
        var outcome = new Argument<string>("outcome") { Description = "worked or failed." };
        _ = outcome.AcceptOnlyFromAmong("worked", "failed");
        var note = new Option<string>("--note") { Description = "What else there is to say.", HelpName = "text", DefaultValueFactory = static _ => "" };
        command.Arguments.Add(id);
        command.Arguments.Add(outcome);
        command.Options.Add(note);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            await using ProjectMemory project = Existing(context);
            Learning learning = await FindAsync(project, parse.GetValue(id)!, cancellation);
            bool worked = parse.GetValue(outcome) == "worked";
            _ = await project.Memory.RecordAsync(new FixOutcome($"{Guid.NewGuid():N}", learning.Id, worked, context.Time.GetUtcNow(), parse.GetValue(note)!), cancellation);
            await WriteAuditAsync(context, project, worked ? "fix.worked" : "fix.failed", learning.Id, parse.GetValue(note)!, cancellation);
            Learning now = await FindAsync(project, learning.Id, cancellation);
            context.Show(new Report().Line(new Words($"{now.Id}: helped {now.Successes} of {now.Successes + now.Failures} times.")));
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static Command Merge(CliContext context)
    {
        var command = new Command("merge", "Make two learnings one: names and outcomes of the first go to the second.");
        var from = new Argument<string>("from") { Description = "The one that ends." };
        var into = new Argument<string>("into") { Description = "The one that stays." };
        command.Arguments.Add(from);
        command.Arguments.Add(into);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            await using ProjectMemory project = Existing(context);
            Learning one = await FindAsync(project, parse.GetValue(from)!, cancellation), other = await FindAsync(project, parse.GetValue(into)!, cancellation);
            if (one.Id == other.Id)
                throw new UsageException($"Both are {one.Id} already.");
            _ = await project.Store.WriteAsync([new LearningMerge(one.Id, other.Id)], cancellation);
            await WriteAuditAsync(context, project, "pattern.merged", one.Id, other.Id, cancellation);
            context.Show(new Report().Line(new Words($"{one.Id} is now {other.Id}.")));
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static Command Seed(CliContext context)
    {
        var command = new Command("seed", "Put the patterns that are shipped into the memory, where others may be put beside them.");
        command.SetAction((_, cancellation) => CommandGuard.RunAsync(context, () => PutAsync(context, PatternLibrary.Seeds, Origin.Seeded, "pattern.seeded", "shipped", cancellation), cancellation));
        return command;
    }

    private static Command Import(CliContext context)
    {
        var command = new Command("import", "Put the patterns of a file into the memory; the form is that of patterns export.");
        var file = new Argument<string>("file") { Description = "The file; - reads standard input, as of patterns generate." };
        command.Arguments.Add(file);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, () =>
            PutAsync(context, ReadPatterns(context, parse.GetValue(file)!), Origin.Person, "pattern.imported", parse.GetValue(file)!, cancellation), cancellation));
        return command;
    }

    private static PatternLibrary ReadPatterns(CliContext context, string name)
    {
        try
        {
            using Stream stream = name == "-" ? new MemoryStream(Encoding.UTF8.GetBytes(ErrorText.Read(context, name))) : File.OpenRead(Path.GetFullPath(name, context.CurrentDirectory));
            return PatternLibrary.Read(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"'{name}': {error.Message}", error);
        }
    }

    private static Command Stats(CliContext context)
    {
        var command = new Command("stats", "How much is remembered, and how often it helped.");
        Option<bool> json = CommandOptions.Json();
        command.Options.Add(json);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            await using ProjectMemory? project = ProjectMemory.OpenExisting(context);
            StoreCounts counts = project is null ? new StoreCounts(0, 0, 0, 0, 0, 0, 0, 0, 0) : await project.Store.CountAsync(cancellation);
            AuditVerdict audit = project is null ? new AuditVerdict(0, null, null) : await AuditChain.VerifyAsync(project.Store, cancellation);
            if (parse.GetValue(json))
            {
                context.Out.WriteLine(JsonSerializer.Serialize(
                    new StatsReply(counts.Errors, counts.Seen, counts.Patterns, counts.Learnings, counts.Outcomes, counts.Worked, counts.Edges, counts.Audit, audit.IsIntact), KnowledgeJson.Readable.StatsReply));
                return ExitCode.Ok;
            }

            string helped = counts.Outcomes == 0 ? "no fix was tried yet" : string.Create(CultureInfo.InvariantCulture, $"fixes helped {counts.Worked} of {counts.Outcomes} times");
            context.Show(new Report()
                .Line(new Words($"{Phrase.Count(counts.Learnings, "learning", "learnings")}; {helped}"))
                .Line(new Words($"{Phrase.Count(counts.Patterns, "stored pattern", "stored patterns")} beside the {PatternLibrary.Seeds.Patterns.Count} that are shipped"))
                .Line(new Words($"{Phrase.Count(counts.Errors, "error", "errors")}, seen {counts.Seen} times; {Phrase.Count(counts.Edges, "commit", "commits")} known or suspected to be the cause"))
                .Line(audit.IsIntact
                    ? new Words($"{Phrase.Count(counts.Audit, "row", "rows")} of audit, as written", Tone.Muted)
                    : new Words($"the audit is broken at row {audit.BrokenAt}: {audit.Fault}", Tone.Bad)));
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static Command Verify(CliContext context)
    {
        var command = new Command("verify", "Check that the memory's audit is as it was written, and name the first row that is not.");
        command.SetAction((_, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            await using ProjectMemory project = Existing(context);
            AuditVerdict audit = await AuditChain.VerifyAsync(project.Store, cancellation);
            context.Show(new Report().Line(audit.IsIntact
                ? new Words($"{Phrase.Count(audit.Rows, "row", "rows")}, all as written.")
                : new Words($"Row {audit.BrokenAt}: {audit.Fault}", Tone.Bad)));
            return audit.IsIntact ? ExitCode.Ok : ExitCode.Failed;
        }, cancellation));
        return command;
    }

    private static async Task<ExitCode> PutAsync(CliContext context, PatternLibrary library, Origin origin, string action, string subject, CancellationToken cancellationToken)
    {
        await using ProjectMemory project = ProjectMemory.Open(context);
        DateTimeOffset now = context.Time.GetUtcNow();
        Dictionary<string, ErrorPattern> stored = (await project.Store.ListPatternsAsync(cancellationToken)).ToDictionary(static each => each.Pattern.Id, static each => each.Pattern, StringComparer.Ordinal);
        // What is shipped takes nobody's place: an own pattern of that name was put there on purpose.
        StoreChange[] changes = [.. library.Patterns.Where(pattern => !stored.TryGetValue(pattern.Id, out ErrorPattern? there) || origin == Origin.Person && there != pattern).Select(pattern => new StoredPattern(pattern, origin, now))];
        int put;
        try
        {
            put = await project.Store.WriteAsync(changes, cancellationToken);
        }
        catch (ArgumentException refused)
        {
            throw new UsageException(refused.Message, refused);
        }

        await WriteAuditAsync(context, project, action, subject, $"{put} of {library.Patterns.Count}", cancellationToken);
        context.Show(new Report().Line(new Words($"{Phrase.Count(put, "pattern", "patterns")} new or changed, of {library.Patterns.Count}.")));
        return ExitCode.Ok;
    }

    private static ProjectMemory Existing(CliContext context) =>
        ProjectMemory.OpenExisting(context) ?? throw new UsageException("Nothing is remembered here yet: prunella patterns learn begins.");

    private static async Task<Learning> FindAsync(ProjectMemory project, string id, CancellationToken cancellationToken) =>
        await project.Store.FindLearningAsync(id, cancellationToken) ?? throw new UsageException($"There is no learning '{id}': prunella patterns lookup tells their names.");

    private static async Task WriteAuditAsync(CliContext context, ProjectMemory project, string action, string subject, string detail, CancellationToken cancellationToken) =>
        _ = await project.Store.WriteAsync([new AuditRecord($"{Guid.NewGuid():N}", context.Time.GetUtcNow(), context.User, action, subject, detail)], cancellationToken);
}
