using Prunella.Bench.Reporting;

namespace Prunella.Bench.Supervisor;

/// <summary>Kills the child of one supervisor again and again, and takes the time from each kill(2) to the first act of the replacement.</summary>
internal sealed class KillSeries(IPeerSupervisor supervisor, StampingChild child, StampFile stamps)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    /// <param name="kills">How many.</param>
    /// <param name="uptime">How long a child has lived before it is killed.</param>
    /// <param name="random">Adds up to a tenth of the up-time, so that no supervisor's own clock falls in step with the kills.</param>
    /// <returns>Milliseconds.</returns>
    public async Task<Sample> RunAsync(int kills, TimeSpan uptime, Random random, CancellationToken cancellationToken)
    {
        List<double> milliseconds = [];
        IReadOnlyList<Stamp> starts = await stamps.WaitAsync(1, StartLimit, cancellationToken);
        while (milliseconds.Count < kills)
        {
            TimeSpan age = TimeSpan.FromMicroseconds((child.Now() - starts[^1].Nanoseconds) / 1000.0);
            TimeSpan pause = uptime + uptime * 0.1 * random.NextDouble() - age;
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, cancellationToken);

            long killed = child.Now();
            if (!LinuxSignals.Send(starts[^1].Pid, LinuxSignals.Kill))
                throw new InvalidOperationException($"the child of {supervisor.Name} ended by itself");
            starts = await stamps.WaitAsync(starts.Count + 1, StartLimit, cancellationToken);
            milliseconds.Add((starts[^1].Nanoseconds - killed) / 1e6);
        }

        return new Sample(milliseconds);
    }
}
