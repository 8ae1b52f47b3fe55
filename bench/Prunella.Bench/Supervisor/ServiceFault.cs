using System.Net;

namespace Prunella.Bench.Supervisor;

/// <summary>A way to bring a service down.</summary>
/// <param name="Name">What happens, for a person.</param>
/// <param name="InflictAsync">Does it to the process with this id, which serves at this address.</param>
internal sealed record ServiceFault(string Name, Func<IPEndPoint, int, CancellationToken, Task> InflictAsync)
{
    /// <summary>It is gone without a word.</summary>
    public static ServiceFault Kill { get; } = new("killed", static (_, pid, _) => SignalAsync(pid, LinuxSignals.Kill));

    /// <summary>It stands still, its connections open.</summary>
    public static ServiceFault Freeze { get; } = new("frozen (SIGSTOP)", static (_, pid, _) => SignalAsync(pid, LinuxSignals.Stop));

    /// <summary>Its thread pool runs nothing any more; it would recover by itself after 20 s.</summary>
    public static ServiceFault Starve { get; } = new("pool starved", static (server, _, token) => StarveAsync(server, token));

    private static async Task StarveAsync(IPEndPoint server, CancellationToken cancellationToken)
    {
        try
        {
            await BenchService.AskAsync(server, "starve?seconds=20", cancellationToken);
        }
        catch (HttpRequestException)
        {
            // Its pool may be blocked before the answer is out. Were it not there at all, no next process would come, and the trial fails by that.
        }
    }

    private static Task SignalAsync(int pid, int signal) =>
        LinuxSignals.Send(pid, signal) ? Task.CompletedTask : throw new InvalidOperationException("the service ended by itself");
}
