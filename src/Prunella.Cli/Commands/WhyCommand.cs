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
        var confirm = new Option<string?>("--confirm") { Description = "You know that this commit caused it: remember it, so that answers name it first.", HelpName = "commit" };
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
            if (parse.GetValue(confirm) is { } known)
                return await ConfirmAsync(context, ErrorText.Read(context, parse.GetValue(what)!), known, cancellation);
            try
            {
                var git = new GitHistory(directory);
                FailureEvidence evidence = await EvidenceAsync(context, git, parse.GetValue(what)!, cancellation);
                IReadOnlyList<Commit> history = await git.ReadAsync(parse.GetValue(commits), parse.GetValue(since), cancellation);
                CommitSuspect[] suspects = [.. CausalityRanker.Rank([evidence], history).Where(static suspect => suspect.Why.Count > 0).Take(parse.GetValue(most))];
                Show(context, suspects, history.Count, parse.GetValue(json));
                return suspects.Length > 0 ? ExitCode.Ok : ExitCode.Degraded;
            }
            catch (InvalidOperationException error)
            {
                throw new UsageException(error.Message, error);
            }
        }, cancellation));
        return command;
    }

    private static async Task<ExitCode> ConfirmAsync(CliContext context, string error, string commit, CancellationToken cancellation)
    {
        if (commit.Length is < 7 or > 64 || !commit.All(char.IsAsciiHexDigitLower))
            throw new UsageException($"--confirm: '{commit}' is not the hash of a commit, or its first seven digits at least.");
        Fingerprint names = new Fingerprinter(new HelperModel()).Of(ErrorParser.Parse(new Scrubber().Scrub(error)));
        await using ProjectMemory project = ProjectMemory.Open(context);
        _ = await project.Store.WriteAsync([new CausalityEdge(names.Core, commit, 1, Confirmed: true, $"{context.User} says so", context.Time.GetUtcNow())], cancellation);
        context.Show(new Report().Line($"{commit} is known to have caused it from now on."));
        return ExitCode.Ok;
    }

    private static async Task<FailureEvidence> EvidenceAsync(CliContext context, GitHistory git, string what, CancellationToken cancellation)
    {
        string path = ErrorText.PathOf(context, what);
        return File.Exists(path) && await git.KnowsAsync(path, cancellation) ? FailureEvidence.OfFile(path) : FailureEvidence.Of(ErrorParser.Parse(ErrorText.Read(context, what)));
    }

    private static void Show(CliContext context, CommitSuspect[] suspects, int commits, bool json)
    {
        if (json)
        {
            var reply = new WhyReply(commits, [.. suspects.Select(static suspect => new SuspectReply(
                suspect.Commit.Id, suspect.Commit.Time, suspect.Commit.Author, suspect.Commit.Subject, Math.Round(suspect.Score, 4), suspect.Why))]);
            context.Out.WriteLine(JsonSerializer.Serialize(reply, KnowledgeJson.Readable.WhyReply));
            return;
        }

        Report report = new();
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
