using System.CommandLine;
using Npgsql;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Manifest;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Postgres;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella patterns migrate</c>: brings the shared database to the tables that this version needs.</summary>
internal static class MigrateCommand
{
    public static Command Create(CliContext context)
    {
        var command = new Command("migrate", "Make the tables of a shared memory, or bring them to this version. It connects as PRUNELLA_PATTERNS_OWNER_CONNECTION says, else as the other commands do.");
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would be applied. Exit 2 where that is something." };
        command.Options.Add(dry);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            NpgsqlConnectionStringBuilder owner = MemoryPlace.OwnerOf(context);
            string connection = ConnectionText.Patient(owner);
            try
            {
                IReadOnlyList<string> news = parse.GetValue(dry) ? await PostgresMigrations.PendingAsync(connection, cancellation) : await PostgresMigrations.ApplyAsync(connection, cancellation);
                Report report = new Report().Line(new Words(ConnectionText.Place(owner), Tone.Strong));
                foreach ((string name, _) in PostgresMigrations.Files)
                    report.Line(news.Contains(name) ? new Words($"{name}: {(parse.GetValue(dry) ? "would be applied" : "applied")}", Tone.Strong) : new Words($"{name}: applied before", Tone.Muted));
                if (news.Count == 0 || !parse.GetValue(dry))
                    report.Line(await VectorsAsync(connection, cancellation));
                context.Show(report);
                return parse.GetValue(dry) && news.Count > 0 ? ExitCode.Degraded : ExitCode.Ok;
            }
            catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
            {
                context.Error.WriteLine($"prunella: {ConnectionText.Place(owner)}: {Reason(error)}");
                return ExitCode.Failed;
            }
        }, cancellation));
        return command;
    }

    private static async Task<Words> VectorsAsync(string connection, CancellationToken cancellation) => await PostgresMigrations.VectorVersionAsync(connection, cancellation) is { } version
        ? new Words($"Meanings are compared by pgvector {version} where there are many.", Tone.Muted)
        : new Words("pgvector is not there, or older than 0.8: meanings are compared by the process, which reads them all.", Tone.Muted);

    private static string Reason(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused => $"{refused.MessageText}: migrations need the owner of the tables, or one who may create a schema and a role.",
        PostgresException refused => refused.MessageText,
        _ => error.Message,
    };
}
