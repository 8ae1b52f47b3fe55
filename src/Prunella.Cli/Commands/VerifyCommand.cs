using System.CommandLine;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Patterns.Signing;
using Prunella.Patterns.Stores;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella patterns verify</c>: whether the memory's audit is as it was written; writes it to a signed file, and checks such a file.</summary>
internal static class VerifyCommand
{
    public static Command Create(CliContext context)
    {
        var command = new Command("verify", "Check that the memory's audit is as it was written, and name the first row that is not. Exit 3 where there is one.");
        var export = new Option<string?>("--export") { Description = "Write it to this file too, signed, for whoever has no access to the memory.", HelpName = "file" };
        var check = new Option<string?>("--file") { Description = "Check such a file instead. Exit 2 where it is whole, but signed by nobody who is known here.", HelpName = "file" };
        Option<string?> trust = ExchangeCommands.Trust();
        foreach (Option option in new Option[] { export, check, trust })
            command.Options.Add(option);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, () => (parse.GetValue(export), parse.GetValue(check)) switch
        {
            ({ } _, { } _) => throw new UsageException("Give either --export or --file."),
            (null, null) => VerifyAsync(context, cancellation),
            ({ } file, null) => ExportAsync(context, file, cancellation),
            (null, { } file) => CheckAsync(context, file, parse.GetValue(trust), cancellation),
        }, cancellation));
        return command;
    }

    private static async Task<ExitCode> VerifyAsync(CliContext context, CancellationToken cancellation)
    {
        await using ProjectMemory project = MemoryCommands.Existing(context);
        AuditVerdict audit = await AuditChain.VerifyAsync(project.Store, cancellation);
        context.Show(new Report().Line(Told(audit)));
        return audit.IsIntact ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<ExitCode> ExportAsync(CliContext context, string file, CancellationToken cancellation)
    {
        await using ProjectMemory project = MemoryCommands.Existing(context);
        using SigningKey key = new ProjectKeys(project.Folder).Own();
        AuditHead head = AuditHead.Empty;
        try
        {
            await ExchangeCommands.WriteAsync(context, file, async stream => head = await AuditExport.WriteAsync(project.Store, stream, key, context.Time.GetUtcNow(), cancellation));
        }
        catch (InvalidDataException broken)
        {
            context.Error.WriteLine($"prunella: {broken.Message} Nothing was written.");
            return ExitCode.Failed;
        }

        context.Show(new Report().Line($"{Phrase.Count(head.Sequence, "row", "rows")}, all as written, in {file}.")
            .Line(new Words($"newest row {head.Hash}, signed by {key.Fingerprint}", Tone.Muted)));
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> CheckAsync(CliContext context, string file, string? trust, CancellationToken cancellation)
    {
        ExportedAudit audit;
        try
        {
            await using FileStream stream = File.OpenRead(Path.GetFullPath(file, context.CurrentDirectory));
            audit = await AuditExport.ReadAsync(stream, cancellation);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{file}': {error.Message}", error);
        }

        bool known = ExchangeCommands.IsKnown(context, audit.Signature, trust);
        context.Show(new Report()
            .Line(new Words($"project {audit.Project}{(audit.At is { } at ? $", as of {at:u}" : "")}", Tone.Strong))
            .Line(Told(audit.Verdict))
            .Line(new Words(ExchangeCommands.Told(audit.Signature, known), known ? Tone.Muted : Tone.Bad)));
        return !audit.Verdict.IsIntact || audit.Signature.State == SignatureState.Broken ? ExitCode.Failed : known ? ExitCode.Ok : ExitCode.Degraded;
    }

    private static Words Told(AuditVerdict audit) => audit.IsIntact
        ? new Words($"{Phrase.Count(audit.Rows, "row", "rows")}, all as written.")
        : new Words($"Row {audit.BrokenAt}: {audit.Fault}", Tone.Bad);
}
