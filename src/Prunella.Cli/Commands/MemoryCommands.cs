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
    public static IEnumerable<Command> Create(CliContext context) => [Learn(context), Feedback(context), Merge(context), SplitCommand.Create(context), Seed(context), Stats(context)];

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
                Id = IdOf($"{names[0]}\n{helps}"), Names = names, Origin = Origin.Person,
                Problem = parse.GetValue(problem) ?? (error.Type.Length > 0 ? $"{error.Type}: {error.Message}" : error.Message), Cause = parse.GetValue(cause)!, Fix = helps, At = context.Time.GetUtcNow(),
            };
            bool changed = await project.Memory.LearnAsync(learning, cancellation);
            await WriteAuditAsync(context, project, "pattern.learned", learning.Id, helps, cancellation);
            Report said = new Report().Line(new Words(changed ? "Learned" : "Known already", Tone.Strong), new Words($" as {learning.Id}."))
                .Line(new Words($"Say whether it helped: prunella patterns feedback {learning.Id} worked", Tone.Muted));
            context.Show(await WithWaitingAsync(said, project, cancellation));
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
            // While the shared memory is away nobody knows whether there is such a learning: an outcome of none changes nothing then.
            string learning = (await FindUnlessAwayAsync(project, parse.GetValue(id)!, cancellation))?.Id ?? parse.GetValue(id)!;
            bool worked = parse.GetValue(outcome) == "worked";
            _ = await project.Memory.RecordAsync(new FixOutcome($"{Guid.NewGuid():N}", learning, worked, context.Time.GetUtcNow(), parse.GetValue(note)!), cancellation);
            await WriteAuditAsync(context, project, worked ? "fix.worked" : "fix.failed", learning, parse.GetValue(note)!, cancellation);
            Report said = await FindUnlessAwayAsync(project, learning, cancellation) is { } now
                ? new Report().Line(new Words($"{now.Id}: helped {now.Successes} of {now.Successes + now.Failures} times.")) : new Report().Line(new Words($"{learning}: noted."));
            context.Show(await WithWaitingAsync(said, project, cancellation));
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static Command Merge(CliContext context)
    {
        var command = new Command("merge", "Make two learnings one: names and outcomes of the first go to the second.");
        var from = new Argument<string>("from") { Description = "The one that ends." };
        var into = new Argument<string>("into") { Description = "The one that stays." };
        var again = new Option<bool>("--again") { Description = "Although they were split before." };
        command.Arguments.Add(from);
        command.Arguments.Add(into);
        command.Options.Add(again);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            await using ProjectMemory project = Existing(context);
            Learning one = await FindAsync(project, parse.GetValue(from)!, cancellation), other = await FindAsync(project, parse.GetValue(into)!, cancellation);
            if (one.Id == other.Id)
                throw new UsageException($"Both are {one.Id} already.");
            if (await project.Store.WriteAsync([new LearningMerge(one.Id, other.Id, parse.GetValue(again))], cancellation) == 0)
                throw new UsageException($"{one.Id} and {other.Id} were split before: --again merges them nevertheless.");
            await WriteAuditAsync(context, project, "pattern.merged", one.Id, other.Id, cancellation);
            context.Show(await WithWaitingAsync(new Report().Line(new Words($"{one.Id} is now {other.Id}.")), project, cancellation));
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
                    new StatsReply(counts.Errors, counts.Seen, counts.Patterns, counts.Learnings, counts.Outcomes, counts.Worked, counts.Edges, counts.Audit, audit.IsIntact, project?.Shown, project?.WaitingBytes ?? 0), KnowledgeJson.Readable.StatsReply));
                return ExitCode.Ok;
            }

            string helped = counts.Outcomes == 0 ? "no fix was tried yet" : string.Create(CultureInfo.InvariantCulture, $"fixes helped {counts.Worked} of {counts.Outcomes} times");
            Report report = new Report()
                .Line(new Words($"{Phrase.Count(counts.Learnings, "learning", "learnings")}; {helped}"))
                .Line(new Words($"{Phrase.Count(counts.Patterns, "stored pattern", "stored patterns")} beside the {PatternLibrary.Seeds.Patterns.Count} that are shipped"))
                .Line(new Words($"{Phrase.Count(counts.Errors, "error", "errors")}, seen {counts.Seen} times; {Phrase.Count(counts.Edges, "commit", "commits")} known or suspected to be the cause"))
                .Line(audit.IsIntact
                    ? new Words($"{Phrase.Count(counts.Audit, "row", "rows")} of audit, as written", Tone.Muted)
                    : new Words($"the audit is broken at row {audit.BrokenAt}: {audit.Fault}", Tone.Bad));
            if (project is not null)
                report.Line(new Words($"kept in {project.Shown}", Tone.Muted));
            context.Show(project is null ? report : await WithWaitingAsync(report, project, cancellation));
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    internal static async Task<ExitCode> PutAsync(CliContext context, PatternLibrary library, Origin origin, string action, string subject, CancellationToken cancellationToken)
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
        context.Show(await WithWaitingAsync(new Report().Line(new Words($"{Phrase.Count(put, "pattern", "patterns")} new or changed, of {library.Patterns.Count}.")), project, cancellationToken));
        return ExitCode.Ok;
    }

    internal static ProjectMemory Existing(CliContext context) =>
        ProjectMemory.OpenExisting(context) ?? throw new UsageException("Nothing is remembered here yet: prunella patterns learn begins.");

    /// <summary>The report, and whether what was written has still to be sent.</summary>
    internal static async Task<Report> WithWaitingAsync(Report report, ProjectMemory project, CancellationToken cancellationToken) =>
        await project.WhyWaitingAsync(cancellationToken) is not { } why ? report : report
            .Line(new Words("The shared memory is away: this is kept on this machine, and will be sent by the next command or agent here that reaches it.", Tone.Warning))
            .Line(new Words(why, Tone.Muted));

    private static async Task<Learning?> FindUnlessAwayAsync(ProjectMemory project, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(project, id, cancellationToken);
        }
        catch (StoreUnavailableException) when (project.Store is WriteBehindStore)
        {
            return null;
        }
    }

    /// <summary>The name of a learning, by what makes it the same one.</summary>
    internal static string IdOf(string what) => $"l-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 5))}";

    internal static async Task<Learning> FindAsync(ProjectMemory project, string id, CancellationToken cancellationToken) =>
        await project.Store.FindLearningAsync(id, cancellationToken) ?? throw new UsageException($"There is no learning '{id}': prunella patterns lookup tells their names.");

    internal static async Task WriteAuditAsync(CliContext context, ProjectMemory project, string action, string subject, string detail, CancellationToken cancellationToken) =>
        _ = await project.Store.WriteAsync([new AuditRecord($"{Guid.NewGuid():N}", context.Time.GetUtcNow(), context.User, action, subject, detail)], cancellationToken);
}
