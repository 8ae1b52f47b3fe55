using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Prunella.Cli.Analyze;
using Prunella.Cli.Events;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Metrics;
using Prunella.Supervisor.Control;
using Prunella.Telemetry.ClickHouse;
using Prunella.Telemetry.Store;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella query</c>: events of a store that <c>analyze --store</c> filled.</summary>
internal static class QueryCommand
{
    public static Command Create(CliContext context)
    {
        var command = new Command("query", "Show events of a store: prunella query logs.store --level error --from 2026-03-01T10:00. Exit 2 where there are none.");
        var store = new Argument<string>("store") { Description = "The folder that analyze --store wrote, or a table of ClickHouse, as http://127.0.0.1:8123/default." };
        Option<string?> from = Text("--from", "Not before this time, as 2026-03-01T10:00:00 (UTC unless it says otherwise).", "time"), to = Text("--to", "Before this time.", "time");
        Option<string?> level = Text("--level", "At this level or above: debug, information, warning, error, critical.", "level"), category = Text("--category", "Of this logger or program, or one below it.", "name");
        Option<string?> template = Text("--template", "The id of a template, or a part of its text.", "text"), trace = Text("--trace", "Of this trace.", "id"), text = Text("--text", "With this text, whatever the case.", "text");
        Option<string?> field = Text("--field", "With this value in a field, as OrderId=42.", "name=value");
        var most = new Option<long>("--most", "-n") { Description = "How many at most. Default 200; 0 for all.", DefaultValueFactory = static _ => 200, HelpName = "count" };
        var json = new Option<bool>("--json") { Description = "An object of JSON a line." };
        var otlp = new Option<bool>("--otlp") { Description = "Requests of OTLP in JSON, one a line." };
        Option<string?> copyTo = Text("--copy-to", "Copy them into a table of ClickHouse instead of showing them, as http://127.0.0.1:8123/default.", "address");
        var again = new Option<bool>("--again") { Description = "With --copy-to: also where the table has such events already." };
        command.Arguments.Add(store);
        foreach (Option option in new Option[] { from, to, level, category, template, trace, text, field, most, json, otlp, copyTo, again })
            command.Options.Add(option);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            string name = parse.GetValue(store)!;
            TimeWindow? period = Period.Of(parse.GetValue(from), parse.GetValue(to));
            var query = new EventQuery
            {
                From = parse.GetValue(from) is null ? null : period?.From, To = parse.GetValue(to) is null ? null : period?.To, Level = LevelOf(parse.GetValue(level)), Category = parse.GetValue(category),
                Template = parse.GetValue(template), Trace = parse.GetValue(trace), Text = parse.GetValue(text), Field = FieldOf(parse.GetValue(field)), Limit = parse.GetValue(most) is 0 ? long.MaxValue : parse.GetValue(most),
            };
            using IEventSource source = SourceOf(context, name);
            if (parse.GetValue(copyTo) is { } target)
                return await EventCopy.RunAsync(context, source, query with { Limit = long.MaxValue }, target, parse.GetValue(again), cancellation);
            long found = 0;
            IEnumerable<StoredEvent> wanted = source.Query(query, cancellation).Select(stored =>
            {
                cancellation.ThrowIfCancellationRequested();
                found++;
                return stored;
            });
            if (parse.GetValue(json) || parse.GetValue(otlp))
                Export(context, wanted, parse.GetValue(otlp));
            else
                Show(context, wanted);
            if (found == query.Limit)
                context.Error.WriteLine($"The first {found.ToString(CultureInfo.InvariantCulture)}; --most 0 shows all.");
            return found > 0 ? ExitCode.Ok : ExitCode.Degraded;
        }, cancellation));
        return command;
    }

    private static IEventSource SourceOf(CliContext context, string name) => ClickHouseAddress.IsMeantBy(name) ? new ClickHouseSource(name)
        : Path.GetFullPath(name, context.CurrentDirectory) is var folder && Directory.Exists(folder) ? new FolderSource(folder, damage => context.Error.WriteLine($"prunella: {damage}"))
        : throw new UsageException($"There is no store '{name}': prunella analyze <path> --store {name} makes one.");

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    private static void Show(CliContext context, IEnumerable<StoredEvent> events)
    {
        LineWriter lines = context.Lines();
        foreach (StoredEvent stored in events)
        {
            lines.Line(
                new Words(stored.Time?.ToString("yyyy-MM-dd HH:mm:ss.fff ", CultureInfo.InvariantCulture) ?? "", Tone.Muted),
                new Words(stored.Level == LogLevel.None ? "" : stored.Level.ToString().ToLowerInvariant() + " ", stored.Level >= LogLevel.Error ? Tone.Bad : stored.Level == LogLevel.Warning ? Tone.Warning : Tone.Muted),
                stored.Text);
        }
    }

    private static void Export(CliContext context, IEnumerable<StoredEvent> events, bool otlp)
    {
        using var buffer = new MemoryStream();
        foreach (StoredEvent[] chunk in events.Chunk(1000))
        {
            buffer.SetLength(0);
            if (otlp)
                EventExport.Otlp(chunk, buffer);
            else
                EventExport.JsonLines(chunk, buffer);
            context.Out.Write(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        }
    }

    private static LogLevel LevelOf(string? text) => text is null ? LogLevel.Trace
        : Enum.TryParse(text, ignoreCase: true, out LogLevel level) && Enum.IsDefined(level) && level != LogLevel.None ? level
        : throw new UsageException($"--level: '{text}' is none of trace, debug, information, warning, error, critical.");

    private static KeyValuePair<string, string>? FieldOf(string? text) => text is null ? null
        : text.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? KeyValuePair.Create(text[..at], text[(at + 1)..])
        : throw new UsageException($"--field: '{text}' is not as name=value.");
}
