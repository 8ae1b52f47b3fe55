using System.Diagnostics;
using System.Text.Json;

namespace Prunella.Bench.Supervisor.Peers;

/// <summary>Our tool, as <c>bench/run</c> built it.</summary>
internal static class PrunellaTool
{
    private static readonly string? Assembly = Environment.GetEnvironmentVariable("PRUNELLA_CLI");

    /// <summary>Why it can not run; null where it can.</summary>
    public static string? Missing => File.Exists(Assembly) ? null : "PRUNELLA_CLI does not name the built tool";

    /// <summary>Where the programs of the Shop lie: the tool carries them for its demo.</summary>
    /// <exception cref="InvalidOperationException">The tool is missing.</exception>
    public static string ShopPrograms =>
        Missing is { } reason ? throw new InvalidOperationException(reason) : Path.Combine(Path.GetDirectoryName(Assembly)!, "shop");

    /// <summary>Options of <c>run</c> and <c>up</c>: the kills are meant, and must not count as a crash loop.</summary>
    public static IReadOnlyList<string> AnyNumberOfRestarts => ["--intensity", "0"];

    /// <summary>The whole command line.</summary>
    /// <exception cref="InvalidOperationException">The tool is missing.</exception>
    public static IReadOnlyList<string> Command(params IEnumerable<string> arguments) =>
        Missing is { } reason ? throw new InvalidOperationException(reason) : ["dotnet", Assembly!, .. arguments];

    /// <summary>Starts it in a folder. Its sockets and its journal stay there: several may run at once, beside those of the user.</summary>
    public static RunningProgram Start(string folder, params IEnumerable<string> arguments) =>
        RunningProgram.Start(folder, Command(arguments), Environs(folder));

    /// <summary>Asks the agent of a folder, and reads the document it answers.</summary>
    /// <exception cref="InvalidOperationException">No document came.</exception>
    public static async Task<JsonDocument> AskAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = Command([.. arguments, "--json"]);
        ProcessStartInfo start = new(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in Environs(folder))
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        string answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return answer.Length > 0 ? JsonDocument.Parse(answer) : throw new InvalidOperationException($"{string.Join(' ', command)}: {await errors}");
    }

    /// <summary>Waits until every component of a project is healthy.</summary>
    /// <exception cref="InvalidOperationException">The agent has ended, or the limit is over.</exception>
    public static async Task WaitUntilHealthyAsync(string folder, string project, RunningProgram agent, TimeSpan limit, CancellationToken cancellationToken)
    {
        long begin = TimeProvider.System.GetTimestamp();
        do
        {
            if (agent.HasExited || TimeProvider.System.GetElapsedTime(begin) > limit)
                throw new InvalidOperationException($"the services of {project} do not get ready ({RunningProgram.LastOutput(folder)})");
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
        while (!await IsHealthyAsync(folder, project, cancellationToken));
    }

    private static async Task<bool> IsHealthyAsync(string folder, string project, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, "run", project, "agent.sock")))
            return false;
        using JsonDocument status = await AskAsync(folder, ["status", "--project", project], cancellationToken);
        return status.RootElement.GetProperty("components").EnumerateArray().All(static component => component.GetProperty("own").GetString() == "healthy");
    }

    /// <summary>What the agent of a folder is found by.</summary>
    public static IReadOnlyDictionary<string, string> Environs(string folder) => new Dictionary<string, string>
    {
        ["PRUNELLA_RUNTIME_DIR"] = Path.Combine(folder, "run"), ["XDG_STATE_HOME"] = Path.Combine(folder, "state"),
    };
}
