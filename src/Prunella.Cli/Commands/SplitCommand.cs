using System.CommandLine;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Stores;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella patterns split</c>: tells two errors apart that one learning answers to.</summary>
internal static class SplitCommand
{
    public static Command Create(CliContext context)
    {
        var command = new Command("split", "Tell two errors apart: take a merge back, or split an error off a learning. What is told apart is not merged again, unless merge --again says so.");
        var id = new Argument<string>("learning") { Description = "The one that was merged into another; with --error, the one that wrongly answers to that error." };
        var error = new Option<string?>("--error", "-e") { Description = "The error that is another one: a text, a file, or - for standard input.", HelpName = "error" };
        var fix = new Option<string?>("--fix", "-f") { Description = "What helps against it. Default: the same as before.", HelpName = "text" };
        command.Arguments.Add(id);
        command.Options.Add(error);
        command.Options.Add(fix);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            if (parse.GetValue(error) is null && parse.GetValue(fix) is not null)
                throw new UsageException("--fix needs --error: what comes back of a merge has its own fix.");
            string? text = parse.GetValue(error) is { } what ? ErrorText.Read(context, what) : null;
            await using ProjectMemory project = MemoryCommands.Existing(context);
            string named = parse.GetValue(id)!;
            Learning learning = await MemoryCommands.FindAsync(project, named, cancellation);
            return text is null ? await TakeBackAsync(context, project, learning, named, cancellation) : await SplitOffAsync(context, project, learning, text, parse.GetValue(fix)?.Trim(), cancellation);
        }, cancellation));
        return command;
    }

    private static async Task<ExitCode> TakeBackAsync(CliContext context, ProjectMemory project, Learning into, string merged, CancellationToken cancellation)
    {
        if (into.Id == merged)
            throw new UsageException($"{merged} was not merged into another: give the error that it wrongly answers to, by --error.");
        return await WriteAsync(context, project, new LearningSplit(into.Id, merged, [], context.Time.GetUtcNow()), null, cancellation);
    }

    private static async Task<ExitCode> SplitOffAsync(CliContext context, ProjectMemory project, Learning learning, string text, string? fix, CancellationToken cancellation)
    {
        IReadOnlyList<string> names = Learning.NamesOf(new Fingerprinter(new HelperModel()).Of(ErrorParser.Parse(text)));
        if (!names.Any(learning.Names.Contains))
            throw new UsageException($"{learning.Id} does not answer to that error.");
        if (learning.Names.All(names.Contains))
            throw new UsageException($"{learning.Id} answers to that error alone: there is nothing to split.");
        DateTimeOffset now = context.Time.GetUtcNow();
        string other = MemoryCommands.IdOf($"{learning.Id}\n{names[0]}");
        ErrorEvent error = ErrorParser.Parse(text);
        Learning? own = fix is not { Length: > 0 } ? null : learning with
        {
            Id = other, Names = names, Problem = error.Type.Length > 0 ? $"{error.Type}: {error.Message}" : error.Message, Cause = "", Fix = fix, Origin = Origin.Person,
            At = now.AddMicroseconds(1), Successes = 0, Failures = 0, LastTried = null,
        };
        return await WriteAsync(context, project, new LearningSplit(learning.Id, other, names, now), own, cancellation);
    }

    private static async Task<ExitCode> WriteAsync(CliContext context, ProjectMemory project, LearningSplit split, Learning? own, CancellationToken cancellation)
    {
        bool changed = await project.Store.WriteAsync([split], cancellation) > 0;
        if (own is not null)
            _ = await project.Memory.LearnAsync(own, cancellation);
        else if (await project.Store.FindLearningAsync(split.Other, cancellation) is { } back)
            _ = await project.Memory.EmbedAsync([back], cancellation);
        await MemoryCommands.WriteAuditAsync(context, project, "pattern.split", split.Learning, split.Other, cancellation);
        context.Show(await MemoryCommands.WithWaitingAsync(
            new Report().Line(new Words(changed ? $"{split.Other} is no longer {split.Learning}." : $"{split.Other} was told apart from {split.Learning} before.")), project, cancellation));
        return ExitCode.Ok;
    }
}
