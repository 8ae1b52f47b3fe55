using System.CommandLine;
using Prunella.Cli.Analyze;
using Prunella.Cli.Shell;
using Prunella.Telemetry.Analysis;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella analyze</c>: what logs and traces show, without being told anything about them.</summary>
internal static class AnalyzeCommand
{
    private const string DefaultReport = "prunella-analysis.html";

    public static Command Create(CliContext context)
    {
        var command = new Command("analyze", "Tell what logs and traces show: what is wrong, what is slow, what is never used, which order is broken. Exit 2 where something is wrong.");
        var paths = new Argument<string[]>("path") { Description = "Files, folders, patterns as 'logs/**/*.log*'; - for standard input. Packed files too (.gz, .xz, .zst, .br).", Arity = ArgumentArity.ZeroOrMore };
        var compare = new Option<string[]>("--compare")
        {
            Description = "Two folders or files, or two periods of the paths as 2026-03-01..2026-03-02: what differs.", HelpName = "A B", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true,
        };
        var report = new Option<string>("--report", "-o") { Description = $"Where the report goes that a browser shows; off for none. Default {DefaultReport}.", HelpName = "file", DefaultValueFactory = static _ => DefaultReport };
        var from = new Option<string?>("--from") { Description = "Only records after this time, as 2026-03-01T10:00:00 (UTC unless it says otherwise).", HelpName = "time" };
        var to = new Option<string?>("--to") { Description = "Only records up to this time.", HelpName = "time" };
        var top = new Option<int>("--top", "-n") { Description = "Rows of each table. Default 12.", HelpName = "count", DefaultValueFactory = static _ => 12 };
        var threads = new Option<int?>("--threads") { Description = "Threads that read. Default: one for each core.", HelpName = "count" };
        var store = new Option<string?>("--store") { Description = "Keep all records in this folder too, for prunella query.", HelpName = "folder" };
        var export = new Option<string?>("--export") { Description = "Write the chosen traces for other programs: chrome, speedscope, jaeger or otlp, as chrome=traces.json.", HelpName = "form=file" };
        var flow = new Option<string?>("--flow") { Description = "Hold cases and traces against this flow (.yaml, .pnml, .bpmn), or discover for the one that most of them keep to.", HelpName = "file|discover" };
        var follow = new Option<bool>("--follow", "-f") { Description = "Read on as the files grow; tell of new statements, warnings and errors until Ctrl+C." };
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(paths);
        foreach (Option option in new Option[] { compare, report, from, to, top, threads, store, export, flow, follow, json })
            command.Options.Add(option);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, () =>
        {
            string? held = parse.GetValue(flow);
            if (held is not null && (parse.GetValue(follow) || parse.GetValue(compare) is { Length: > 0 }))
                throw new UsageException("--flow goes with neither --follow nor --compare.");
            if (parse.GetValue(follow))
                return new FollowRun(context, cancellation).RunAsync(parse.GetValue(paths)!);
            if (parse.GetValue(top) < 1 || parse.GetValue(threads) is < 1 or > 256)
                throw new UsageException("--top must be at least 1, and --threads 1 to 256.");
            var options = new AnalyzerOptions { Period = Period.Of(parse.GetValue(from), parse.GetValue(to)), Fingerprint = LoggedError.NameOf };
            if (held is not null)
                options = held == "discover" ? options with { DiscoverFlow = true } : options with { Flow = FlowFile.Read(Path.GetFullPath(held, context.CurrentDirectory)) };
            if (parse.GetValue(threads) is { } count)
                options = options with { Threads = count };
            var run = new AnalyzeRun(context, options, parse.GetValue(top), parse.GetValue(json), cancellation) { Store = parse.GetValue(store), Export = parse.GetValue(export) };
            return Task.FromResult(parse.GetValue(compare) is [var before, var after]
                ? run.Compare(parse.GetValue(paths)!, before, after, parse.GetValue(report)!)
                : run.Analyze(parse.GetValue(paths)!, parse.GetValue(report)!));
        }, cancellation));
        return command;
    }
}
