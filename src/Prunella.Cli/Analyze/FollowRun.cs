using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;
using Prunella.Views;

namespace Prunella.Cli.Analyze;

/// <summary><c>prunella analyze --follow</c>: tells of each statement that is seen for the first time, and of warnings and errors, until Ctrl+C.</summary>
internal sealed class FollowRun(CliContext context, CancellationToken cancellation)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    public async Task<ExitCode> RunAsync(IReadOnlyList<string> paths)
    {
        SourceList sources = SourceList.Find(paths, context.CurrentDirectory, context.Time.GetUtcNow());
        if (sources.Sources.All(static source => source.Path is null))
            throw new UsageException(sources.Problems.Count > 0 ? $"{sources.Problems[0].Source}: {sources.Problems[0].Reason}" : "--follow needs files or folders.");
        context.Error.WriteLine($"Following {sources.Sources.Count} files; Ctrl+C ends it.");
        LineWriter lines = context.Lines();
        using var follower = new LogFollower(sources.Sources, source => new Telling(lines, source.Name), context.Time) { Told = problem => context.Error.WriteLine($"{problem.Source}: {problem.Reason}") };
        await follower.RunAsync(Period, cancellation);
        return ExitCode.Ok;
    }

    private sealed class Telling(LineWriter lines, string source) : ILogSink
    {
        private readonly TemplateMiner _miner = new();
        private int _known = 1;

        public void Accept(in LogRecord record)
        {
            int shape = record.Template.IsEmpty ? _miner.Observe(record.Message) : _miner.ObserveGiven(record.Template);
            bool isNew = shape >= _known, isBad = record.Level is >= LogLevel.Warning and not LogLevel.None;
            _known = Math.Max(_known, shape + 1);
            if (!isNew && !isBad)
                return;
            lines.Line(
                new Words(record.Ticks > 0 ? new DateTime(record.Ticks).ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture) : "", Tone.Muted),
                new Words(isNew ? "new " : "    ", Tone.Strong),
                new Words(record.Level == LogLevel.None ? "" : record.Level.ToString().ToLowerInvariant() + " ", record.Level >= LogLevel.Error ? Tone.Bad : record.Level == LogLevel.Warning ? Tone.Warning : Tone.Muted),
                new Words(source + " ", Tone.Muted),
                Amount.Line(Encoding.UTF8.GetString(record.Message.IsEmpty ? record.Text : record.Message), 400));
        }
    }
}
