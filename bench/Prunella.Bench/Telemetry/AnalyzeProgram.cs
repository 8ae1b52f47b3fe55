using System.Diagnostics;
using System.Globalization;

namespace Prunella.Bench.Telemetry;

/// <summary>Runs <c>prunella analyze</c> as a program, and sees when it says something, when it ends, and how much memory it took.</summary>
internal static class AnalyzeProgram
{
    /// <returns>Seconds to the first line, seconds to the end, most memory in MB.</returns>
    public static async Task<(double FirstLine, double End, double PeakMegabytes)> RunAsync(string logs, string folder, CancellationToken cancellationToken)
    {
        string cli = Environment.GetEnvironmentVariable("PRUNELLA_CLI") ?? throw new InvalidOperationException("PRUNELLA_CLI does not name the tool: run bench/run.");
        _ = Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("dotnet", [cli, "analyze", logs, "--report", Path.Combine(folder, "report.html")]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        long begun = Stopwatch.GetTimestamp();
        using Process program = Process.Start(start)!;
        double first = 0;
        void Said(string? line)
        {
            if (line is not null && first == 0)
                first = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }

        program.OutputDataReceived += (_, line) => Said(line.Data);
        program.ErrorDataReceived += (_, line) => Said(line.Data);
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        double peak = 0;
        while (!program.HasExited)
        {
            peak = Math.Max(peak, Peak(program.Id));
            await Task.Delay(20, cancellationToken);
        }

        await program.WaitForExitAsync(cancellationToken);
        double end = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return program.ExitCode is 0 or 2 ? (first, end, peak) : throw new InvalidOperationException($"prunella analyze ended with {program.ExitCode}.");
    }

    private static double Peak(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
