using System.CommandLine;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Kernel;
using Prunella.Patterns.Actions;
using Prunella.Patterns.Known;
using Prunella.Patterns.Safety;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella patterns apply</c>, <c>revert</c> and <c>judge</c>: fixes that can be carried out, in the directory of the project.</summary>
internal static class FixCommands
{
    public static Command Apply(CliContext context)
    {
        var command = new Command("apply", "Carry out the fix of a pattern in the directory of the project, and show the decision. Exit 4 where it is only suggested and --yes is not given, 5 where it may not be.");
        var id = new Argument<string>("pattern") { Description = "The name of the pattern." };
        Option<string?> own = PatternsCommand.Own();
        var dry = new Option<bool>("--dry-run") { Description = "Only show what would be done, and whether it may be." };
        var yes = new Option<bool>("--yes", "-y") { Description = "You have looked at it: carry out what is only suggested." };
        Option<string?> reason = CommandOptions.Reason("Why, for the journal.");
        command.Arguments.Add(id);
        foreach (Option option in new Option[] { own, dry, yes, reason })
            command.Options.Add(option);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            string name = parse.GetValue(id)!;
            ErrorPattern pattern = (await PatternsCommand.LibraryAsync(context, parse.GetValue(own), cancellation)).Find(name) ?? throw new UsageException($"There is no pattern '{name}': prunella patterns export lists them.");
            if (pattern.Action is null)
                throw new UsageException($"The fix of '{name}' is for people: {pattern.Fix}");
            return await GuardedAsync(context, async fixes =>
            {
                FixProposal proposal = fixes.Desk.Propose(pattern.Action, pattern.Generated is null ? FixOrigin.Seeded : FixOrigin.Unverified, pattern.Id);
                context.Show(Told(proposal));
                if (proposal.Decision.Mode == HealingMode.Observe)
                    return ExitCode.Refused;
                if (parse.GetValue(dry))
                    return ExitCode.Ok;
                if (proposal.Decision.Mode == HealingMode.Suggest && !parse.GetValue(yes))
                {
                    context.Error.WriteLine("prunella: it is only suggested; look at what it changes, then say --yes.");
                    return ExitCode.NeedsApproval;
                }

                AppliedFix applied = await fixes.Desk.ApplyAsync(proposal, context.User, parse.GetValue(reason) ?? "asked for on the command line", cancellation);
                context.Show(new Report().Line("").Line($"Done. To take it back: prunella patterns revert {Path.GetFileName(applied.Backup.Folder)}")
                    .Line($"To say whether it helped: prunella patterns judge {proposal.Plan.Id} helped|failed"));
                return ExitCode.Ok;
            }, cancellation);
        }, cancellation));
        return command;
    }

    public static Command Revert(CliContext context)
    {
        var command = new Command("revert", "Take a fix back, and set it apart until a person releases it.");
        var backup = new Argument<string>("backup") { Description = "What apply said; a folder in .prunella/fixes/backups." };
        Option<string?> reason = CommandOptions.Reason("Why, for the journal.");
        command.Arguments.Add(backup);
        command.Options.Add(reason);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, () =>
        {
            string name = parse.GetValue(backup)!;
            if (Path.GetFileName(name) != name || name is "." or "..")
                throw new UsageException($"'{name}' is not the name of a backup.");
            return GuardedAsync(context, fixes =>
            {
                fixes.Desk.Revert(FixBackup.Open(Path.Combine(ProjectDirectory.FixesOf(context).Backups, name)), $"{context.User}: {parse.GetValue(reason) ?? "asked for on the command line"}");
                context.Show(new Report().Line("The files are as they were before. The fix is set apart."));
                return Task.FromResult(ExitCode.Ok);
            }, cancellation);
        }, cancellation));
        return command;
    }

    public static Command Judge(CliContext context)
    {
        var command = new Command("judge", "Say what became of a fix: it counts for what it may do by itself next time.");
        var fix = new Argument<string>("fix") { Description = "Its name, as fix:0123…, as apply says it." };
        var word = new Argument<string>("word") { Description = "helped, failed, approved (you stand for exactly this fix) or released (from being set apart)." };
        word.AcceptOnlyFromAmong("helped", "failed", "approved", "released");
        command.Arguments.Add(fix);
        command.Arguments.Add(word);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, () =>
        {
            string name = parse.GetValue(fix)!;
            if (!name.StartsWith("fix:", StringComparison.Ordinal) || name.Length != 28)
                throw new UsageException($"'{name}' is not the name of a fix.");
            return GuardedAsync(context, fixes =>
            {
                switch (parse.GetValue(word))
                {
                    case "approved":
                        fixes.Desk.Approve(name, context.User);
                        break;
                    case "released":
                        fixes.Desk.Release(name, context.User);
                        break;
                    case var said:
                        fixes.Desk.Judge(name, said == "helped", $"{context.User} says so");
                        break;
                }

                FixRecord record = fixes.Memory.Of(name);
                context.Show(new Report().Line($"It helped {record.Helped} of {record.Helped + record.Failed} times.").Line(new Words(record.Quarantined is { } why ? $"It is set apart: {why}." : record.ApprovedBy is { } by ? $"{by} stands for it." : "", Tone.Muted)));
                return Task.FromResult(ExitCode.Ok);
            }, cancellation);
        }, cancellation));
        return command;
    }

    private static async Task<ExitCode> GuardedAsync(CliContext context, Func<ProjectFixes, Task<ExitCode>> work, CancellationToken cancellation)
    {
        await using ProjectFixes fixes = await ProjectFixes.OpenAsync(ProjectDirectory.FixesOf(context), null, cancellation);
        try
        {
            return await work(fixes);
        }
        catch (FixException refused)
        {
            context.Error.WriteLine($"prunella: {refused.Message}");
            return ExitCode.Refused;
        }
    }

    private static Report Told(FixProposal proposal)
    {
        Report report = new Report().Line(new Words(proposal.Pattern ?? proposal.Plan.Id, Tone.Strong), new Words($" ({proposal.Plan.Id})", Tone.Muted));
        foreach (PlannedStep step in proposal.Plan.Steps)
            report.Line($"  {step.Title}");
        foreach (FileEffect effect in proposal.Plan.Effects)
            report.Line(new Words($"  {effect.Path}: {Phrase.Count(effect.ChangedLines, "line")} {(effect.Before is null ? "new" : effect.After is null ? "gone" : "changed")}", Tone.Muted));
        report.Line("").Line(new Words($"{Phrase.Of(proposal.Decision.Mode)}: {proposal.Decision.Reasons[0]}", Tone.Strong));
        foreach (string reason in proposal.Decision.Reasons.Skip(1))
            report.Line($"  {reason}");
        foreach (RiskNote note in proposal.Assessment.Notes.Take(10))
            report.Line(new Words($"  {FixLadder.Word(note.Category)}: {note}", note.Category == FixCategory.Risky ? Tone.Warning : Tone.Muted));
        return report;
    }
}
