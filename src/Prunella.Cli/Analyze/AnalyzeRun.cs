using System.Text.Json;
using Prunella.Cli.Shell;
using Prunella.Metrics;
using Prunella.Supervisor.Control;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Reports;

namespace Prunella.Cli.Analyze;

/// <summary>One run of <c>prunella analyze</c>.</summary>
internal sealed class AnalyzeRun(CliContext context, AnalyzerOptions options, int top, bool json, CancellationToken cancellation)
{
    private int Width => context.IsTerminal ? context.Size().Width : 0;

    public ExitCode Analyze(string[] paths, string report)
    {
        LogAnalysis analysis = Read(paths.Length == 0 ? throw new UsageException("Give a file, a folder or - for standard input.") : paths, options);
        if (json)
            context.Out.WriteLine(JsonSerializer.Serialize(analysis, AnalysisJson.Readable.LogAnalysis));
        else
            context.Show(AnalysisReport.Of(analysis, top, Width));
        if (!report.Equals("off", StringComparison.OrdinalIgnoreCase))
            Write(analysis, report);
        if (analysis.Records == 0)
            return ExitCode.Failed;
        return analysis.Findings.Any(static finding => finding.Severity > FindingSeverity.Notice) ? ExitCode.Degraded : ExitCode.Ok;
    }

    public ExitCode Compare(string[] paths, string before, string after)
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
        return comparison.Changes.IsEmpty ? ExitCode.Ok : ExitCode.Degraded;
    }

    private LogAnalysis Read(IReadOnlyList<string> paths, AnalyzerOptions how)
    {
        SourceList sources = SourceList.Find(paths, context.CurrentDirectory, context.Time.GetUtcNow());
        if (sources.Sources.Count == 0)
            throw new UsageException(string.Join(" ", sources.Problems.Select(static problem => $"{problem.Source}: {problem.Reason}")));
        context.Error.WriteLine($"Reading {Names(sources)}, {Amount.Bytes(sources.Size)}…");
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

    private void Write(LogAnalysis analysis, string report)
    {
        string path = Path.GetFullPath(report, context.CurrentDirectory);
        using (FileStream file = File.Create(path))
            HtmlReport.Write(analysis, file, context.Time.GetUtcNow());
        context.Error.WriteLine($"Report: {new Uri(path).AbsoluteUri}");
    }

    private static string Names(SourceList sources) => sources.Sources.Count == 1
        ? sources.Sources[0].Name
        : $"{Amount.Count(sources.Sources.Count)} files";
}
