using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Prunella.Resilience;

/// <summary>Rehearses trouble once in the life of a process, beside its start: nobody waits for it, and whatever comes of it changes nothing.</summary>
internal sealed class RehearsalService(IOptions<SelfHealingOptions> options) : IHostedService
{
    private static int _begun;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Rehearsal && Interlocked.Exchange(ref _begun, 1) == 0)
            _ = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task RunAsync()
    {
        try
        {
            _ = await TroubleRehearsal.RunAsync(TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Then the first trouble is a little slower.
        }
    }
}
