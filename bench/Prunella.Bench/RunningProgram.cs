using System.Diagnostics;

namespace Prunella.Bench;

/// <summary>A program of the run: no pipe to us, its output in a file, ended by its process id.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;

    private RunningProgram(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <param name="folder">Where it runs; its output goes to <c>output.log</c> there.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables added to ours.</param>
    public static RunningProgram Start(string folder, IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        _ = Directory.CreateDirectory(folder);
        // A pipe to us could be kept open by a grandchild, and its end would never come.
        ProcessStartInfo start = new("/bin/sh", ["-c", "exec \"$@\" </dev/null >>output.log 2>&1", "sh", .. command]) { WorkingDirectory = folder };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>Sends a signal and waits for the end; after 10 s it is killed.</summary>
    public async Task StopAsync(int signal = LinuxSignals.Terminate)
    {
        if (!_process.HasExited)
            _ = LinuxSignals.Send(Id, signal);
        try
        {
            await WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            _ = LinuxSignals.Send(Id, LinuxSignals.Kill);
            await _process.WaitForExitAsync();
        }
    }

    /// <exception cref="TimeoutException">It still runs.</exception>
    public Task WaitAsync(TimeSpan limit) => _process.WaitForExitAsync().WaitAsync(limit);

    /// <exception cref="InvalidOperationException">It failed; the message holds the end of its output.</exception>
    public static async Task RunAsync(string folder, IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        using RunningProgram program = Start(folder, command, environment);
        await program.WaitAsync(TimeSpan.FromSeconds(60));
        if (program._process.ExitCode != 0)
            throw new InvalidOperationException($"{command[0]} ended with {program._process.ExitCode}: {LastOutput(folder)}");
    }

    /// <summary>The last lines a program wrote in a folder.</summary>
    public static string LastOutput(string folder)
    {
        string file = Path.Combine(folder, "output.log");
        return File.Exists(file) ? string.Join(" / ", File.ReadLines(file).TakeLast(3)) : "no output";
    }

    public void Dispose() => _process.Dispose();
}
