using System.Text.Json;
using Prunella.Cli.Shell;
using Prunella.Metrics;
using Prunella.Supervisor.Control;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Reports;
using Prunella.Telemetry.Spans;
using Prunella.Telemetry.Store;

namespace Prunella.Cli.Analyze;

/// <summary>One run of <c>prunella analyze</c>.</summary>
internal sealed class AnalyzeRun(CliContext context, AnalyzerOptions options, int top, bool json, CancellationToken cancellation)
{
    private const int Looked = 64 * 1024;

    /// <summary>Where all records are kept; null for nowhere.</summary>
    public string? Store { get; init; }

    /// <summary>The form and the file for traces; null for none.</summary>
    public string? Export { get; init; }

    private int Width => context.IsTerminal ? context.Size().Width : 0;

    public ExitCode Analyze(string[] paths, string report)
    {
        if (paths.Length == 0)
            throw new UsageException("Give a file, a folder or - for standard input.");
        (string Form, string File)? export = ExportOf();
        using EventStore? store = Store is null ? null : new EventStore(Path.GetFullPath(Store, context.CurrentDirectory), time: context.Time);
        LogAnalysis analysis = Read(paths, store is null ? options : options with { Events = store.OpenWriter });
        if (options.Flow is { } flow && analysis.Conformance.IsEmpty)
            context.Error.WriteLine($"Flow {flow.Name}: none of its steps occurs in what was read. Its steps are {string.Join(", ", flow.Steps.Take(12))}.");
        if (json)
            context.Out.WriteLine(JsonSerializer.Serialize(analysis, AnalysisJson.Readable.LogAnalysis));
        else
            context.Show(AnalysisReport.Of(analysis, top, Width));
        if (!report.Equals("off", StringComparison.OrdinalIgnoreCase))
            Write(file => HtmlReport.Write(analysis, file, context.Time.GetUtcNow()), report);
        if (export is { } traces)
            Write(analysis, traces.Form, traces.File);
        store?.Compact();
        if (analysis.Records == 0 && analysis.TraceCount == 0)
            return ExitCode.Failed;
        return analysis.Findings.Any(static finding => finding.Severity > FindingSeverity.Notice) ? ExitCode.Degraded : ExitCode.Ok;
    }

    public ExitCode Compare(string[] paths, string before, string after, string report)
    {
        bool periods = Period.TryParse(before, out TimeWindow first) & Period.TryParse(after, out TimeWindow second);
        if (periods && paths.Length == 0)
            throw new UsageException("--compare: give the paths that the two periods are of.");
        if (!periods && paths.Length > 0)
            throw new UsageException("--compare takes two periods of the paths, or two paths and no others.");
        LogComparison comparison = LogComparison.Of(
            Read(periods ? paths : [before], periods ? options with { Period = first } : options),
            Read(periods ? paths : [after], periods ? options with { Period = second } : options));
        if (json)
            context.Out.WriteLine(JsonSerializer.Serialize(comparison, AnalysisJson.Readable.LogComparison));
        else
            context.Show(ComparisonReport.Of(comparison, top * 2, Width));
        if (!report.Equals("off", StringComparison.OrdinalIgnoreCase))
            Write(file => HtmlReport.Write(comparison, file, context.Time.GetUtcNow()), report);
        return comparison.Changes.IsEmpty && !comparison.Findings.Any(static finding => finding.Severity > FindingSeverity.Notice) ? ExitCode.Ok : ExitCode.Degraded;
    }

    private LogAnalysis Read(IReadOnlyList<string> paths, AnalyzerOptions how)
    {
        SourceList sources = SourceList.Find(paths, context.CurrentDirectory, context.Time.GetUtcNow());
        if (sources.Sources.Count == 0)
            throw new UsageException(string.Join(" ", sources.Problems.Select(static problem => $"{problem.Source}: {problem.Reason}")));
        context.Error.WriteLine($"Reading {Names(sources)}, {Amount.Bytes(sources.Size)}{FirstLook(sources)}…");
        ProgressLine? progress = context.IsTerminal ? new ProgressLine(context.Error, Math.Max(40, context.Size().Width)) : null;
        try
        {
            using Stream? input = sources.Sources.Any(static source => source.Path is null) ? context.OpenInput() : null;
            return new LogAnalyzer(how, context.Time).Analyze(sources, input, progress, cancellation);
        }
        finally
        {
            progress?.Clear();
        }
    }

    private void Write(Action<Stream> write, string report)
    {
        string path = Path.GetFullPath(report, context.CurrentDirectory);
        using (FileStream file = File.Create(path))
            write(file);
        context.Error.WriteLine($"Report: {new Uri(path).AbsoluteUri}");
    }

    private (string, string)? ExportOf()
    {
        if (Export is null)
            return null;
        int at = Export.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && at < Export.Length - 1 && Export[..at] is "chrome" or "speedscope" or "jaeger" or "otlp"
            ? (Export[..at], Path.GetFullPath(Export[(at + 1)..], context.CurrentDirectory))
            : throw new UsageException($"--export: '{Export}' is not as chrome=traces.json; forms are chrome, speedscope, jaeger and otlp.");
    }

    private static void Write(LogAnalysis analysis, string form, string path)
    {
        using FileStream file = File.Create(path);
        Action<IEnumerable<Trace>, Stream> write = form switch { "chrome" => TraceExport.Chrome, "speedscope" => TraceExport.Speedscope, "jaeger" => TraceExport.Jaeger, _ => TraceExport.Otlp };
        write(analysis.Traces, file);
    }

    /// <summary>What the largest file looks like, at once: whoever gave the wrong path sees it before all is read.</summary>
    private static string FirstLook(SourceList sources)
    {
        if (sources.Sources.Where(static source => source.Path is not null).MaxBy(static source => source.Size) is not { } largest)
            return "";
        try
        {
            byte[] head = new byte[Looked];
            using FileStream file = File.OpenRead(largest.Path!);
            ReadOnlySpan<byte> read = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
            return read.Contains((byte)0) ? "" : $"; {largest.Name} is {LogFormat.Learn(read).Description}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // the analysis tells it
        }
    }

    private static string Names(SourceList sources) => sources.Sources.Count == 1
        ? sources.Sources[0].Name
        : $"{Amount.Count(sources.Sources.Count)} files";
}
