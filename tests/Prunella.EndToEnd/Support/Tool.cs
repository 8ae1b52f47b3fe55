using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Prunella.EndToEnd.Support;

/// <summary>The tool as a process of its own.</summary>
internal sealed class Tool : IDisposable
{
    private static readonly string Program = typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "Tool").Value!;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private Tool(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public bool HasExited => _process.HasExited;

    public static Tool Start(Workspace workspace, params string[] args) => Launch(workspace, [Program, .. args]);

    /// <summary>This test assembly as a program: see Program.cs.</summary>
    public static Tool StartSelf(Workspace workspace, params string[] args) => Launch(workspace, [typeof(Tool).Assembly.Location, .. args]);

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(Workspace workspace, params string[] args)
    {
        using Tool tool = Start(workspace, args);
        int exit = await tool.ExitAsync();
        return (exit, tool.Output, tool.Errors);
    }

    /// <summary>Runs a command with --json and reads what it prints.</summary>
    public static Task<JsonElement> JsonAsync(Workspace workspace, params string[] args) => JsonAsync(workspace, Eventually.Watchdog, args);

    /// <summary>The same for a command that takes longer.</summary>
    public static async Task<JsonElement> JsonAsync(Workspace workspace, TimeSpan watchdog, params string[] args)
    {
        using Tool tool = Start(workspace, [.. args, "--json"]);
        int exit = await tool.ExitAsync(watchdog);
        (string output, string errors) = (tool.Output, tool.Errors);
        Assert.False(output.Length == 0, $"ended with {exit} and nothing on standard output, but on the other: {errors}");
        return JsonElement.Parse(output);
    }

    public Task<int> ExitAsync() => ExitAsync(Eventually.Watchdog);

    public async Task<int> ExitAsync(TimeSpan watchdog)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(watchdog);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"the command does not end. It said:\n{Output}\n{Errors}");
        }

        return _process.ExitCode;
    }

    public Task SaysAsync(string text) => Eventually.TrueAsync(
        () => Output.Contains(text, StringComparison.Ordinal) || Errors.Contains(text, StringComparison.Ordinal), () => $"'{text}' in {Output}\n{Errors}");

    public void Signal(int signal) => LinuxProcess.Signal(_process.Id, signal);

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static Tool Launch(Workspace workspace, string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workspace.Root, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            Environment =
            {
                ["PRUNELLA_RUNTIME_DIR"] = workspace.Runtime.Root, ["XDG_STATE_HOME"] = workspace.State, ["NO_COLOR"] = "1",
                ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcServer"] = "0",
            },
        };
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        foreach ((string name, string value) in workspace.Mark)
            start.Environment[name] = value;
        return new Tool(Process.Start(start)!);
    }

    private static void Take(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            _ = text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
