using System.Net;
using Prunella.Bench.Reporting;

namespace Prunella.Bench.Supervisor;

/// <summary>A real ASP.NET Core service under one supervisor and under load, brought down again and again.</summary>
internal sealed class ServiceTrial(IPeerSupervisor supervisor, IPEndPoint server, ServiceClients clients)
{
    private static readonly TimeSpan ServingLimit = TimeSpan.FromSeconds(20);

    /// <param name="folder">Of this trial alone.</param>
    /// <param name="fault">How it is brought down.</param>
    /// <param name="times">How often.</param>
    /// <param name="uptime">How long it serves in between, at least.</param>
    /// <param name="concurrency">How many clients ask.</param>
    /// <returns>Milliseconds from each fault to the first answer of the next process.</returns>
    public async Task<Sample> RunAsync(string folder, ServiceFault fault, int times, TimeSpan uptime, int concurrency, CancellationToken cancellationToken)
    {
        _ = Directory.CreateDirectory(folder);
        using CancellationTokenSource done = new();
        Task load = Task.CompletedTask;
        try
        {
            await supervisor.StartAsync(folder, BenchService.Command(server.Port));
            load = clients.RunAsync(concurrency, done.Token);
            ServiceClients.Answer serving = await AnswerAsync(otherThan: 0, cancellationToken);
            await Task.Delay(uptime, cancellationToken); // warm
            await supervisor.SettleAsync(cancellationToken);
            clients.Reset(); // nobody listened before the first start
            List<double> milliseconds = [];
            while (milliseconds.Count < times)
            {
                long begin = TimeProvider.System.GetTimestamp();
                await fault.InflictAsync(server, serving.Pid, cancellationToken);
                serving = await AnswerAsync(serving.Pid, cancellationToken);
                milliseconds.Add(TimeProvider.System.GetElapsedTime(begin, serving.Timestamp).TotalMilliseconds);
                await Task.Delay(uptime, cancellationToken);
                await supervisor.SettleAsync(cancellationToken);
            }

            return new Sample(milliseconds);
        }
        finally
        {
            await done.CancelAsync();
            await load;
            await supervisor.StopAsync();
        }
    }

    private async Task<ServiceClients.Answer> AnswerAsync(int otherThan, CancellationToken cancellationToken)
    {
        long begin = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            // One look: the next answer may come from either process.
            if (clients.Last is { } last && last.Pid != otherThan)
                return last;
            if (supervisor.HasEnded)
                throw new InvalidOperationException("the supervisor has ended");
            if (TimeProvider.System.GetElapsedTime(begin) > ServingLimit)
                throw new TimeoutException($"no answer within {ServingLimit.TotalSeconds} s");
            await Task.Delay(1, cancellationToken);
        }
    }
}
