using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Prunella.Link;
using Prunella.Metrics;

namespace Prunella;

/// <summary>Begins collecting with the host, before what is measured starts. The hub itself lives as long as the container.</summary>
internal sealed class MetricsRuntime(
    MetricsHub hub, IOptions<MetricsOptions> options, LinkEnvironment link, IEnumerable<ISeriesObserver> observers, IEnumerable<ISeriesSource> sources,
    WatchMemories memories) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
            return Task.CompletedTask;
        if (options.Value.ProcessMetrics)
        {
            _ = hub.AddSource(ProcessSource.OfThisProcess());
            _ = hub.AddSource(new MachineSource());
        }

        // Without an agent nobody is told.
        foreach (ISeriesObserver observer in observers.Where(observer => observer is not SeriesNews || link.LinkPath is not null))
            _ = hub.AddObserver(observer);
        if (memories.Memory is { } memory)
            _ = hub.AddObserver(memory);
        foreach (ISeriesSource source in sources)
            _ = hub.AddSource(source);
        hub.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => memories.Memory?.FlushAsync() ?? Task.CompletedTask;
}
