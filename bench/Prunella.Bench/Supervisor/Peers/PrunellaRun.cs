namespace Prunella.Bench.Supervisor.Peers;

/// <summary>Ours: <c>prunella run</c>, started as a user starts it.</summary>
internal sealed class PrunellaRun : IPeerSupervisor
{
    /// <summary>What <c>prunella run</c> is told besides the command: a kill every third of a second is meant, and must not count as a crash loop.</summary>
    private static readonly string[] Options = ["--intensity", "0"];

    private readonly string? _tool = Environment.GetEnvironmentVariable("PRUNELLA_CLI");
    private RunningProgram? _agent;

    public string Name => "prunella";

    public string? Missing => File.Exists(_tool) ? null : "PRUNELLA_CLI does not name the built tool";

    public bool HasEnded => _agent?.HasExited == true;

    /// <summary>The process of the supervisor itself.</summary>
    public RunningProgram Agent => _agent ?? throw new InvalidOperationException("not started");

    public Task StartAsync(string folder, IReadOnlyList<string> command)
    {
        _agent = RunningProgram.Start(folder, ["dotnet", _tool!, "run", "--name", "child", .. Options, "--", .. command]);
        return Task.CompletedTask;
    }

    public async Task StopAsync() => await (_agent?.StopAsync() ?? Task.CompletedTask);
}
