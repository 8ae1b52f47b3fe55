using Prunella.Telemetry.Analysis;

namespace Prunella.Cli.Analyze;

/// <summary>One line on the terminal that tells how far a long analysis is.</summary>
internal sealed class ProgressLine(TextWriter output, int width) : IProgress<AnalysisProgress>
{
    private bool _shown;

    public void Report(AnalysisProgress value)
    {
        string share = value.Size > 0 ? $"{Math.Min(100, value.Read * 100 / value.Size)} %, " : "";
        string left = value.Left is { } time && time > TimeSpan.FromSeconds(1) ? $", {Amount.Time(TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)))} left" : "";
        string line = $"{share}{Amount.Bytes(value.Read)} read, {Amount.Bytes(value.Rate)}/s{left}";
        lock (output)
        {
            output.Write($"\r{Amount.Line(line, width - 1).PadRight(width - 1)}");
            output.Flush();
            _shown = true;
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        lock (output)
        {
            if (_shown)
                output.Write($"\r{new string(' ', width - 1)}\r");
        }
    }
}
