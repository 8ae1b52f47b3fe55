namespace Prunella.Bench.Supervisor.Peers;

/// <summary>Ours: <c>prunella run</c>, started as a user starts it.</summary>
internal sealed class PrunellaRun : IPeerSupervisor
{
    private RunningProgram? _agent;

    public string Name => "prunella";

    public string? Missing => PrunellaTool.Missing;

    public bool HasEnded => _agent?.HasExited == true;

    /// <summary>The process of the supervisor itself.</summary>
    public RunningProgram Agent => _agent ?? throw new InvalidOperationException("not started");

    public Task StartAsync(string folder, IReadOnlyList<string> command)
    {
        _agent = RunningProgram.Start(folder, [.. PrunellaTool.Command, "run", "--name", "child", .. PrunellaTool.AnyNumberOfRestarts, "--", .. command]);
        return Task.CompletedTask;
    }

    public async Task StopAsync() => await (_agent?.StopAsync() ?? Task.CompletedTask);
}
