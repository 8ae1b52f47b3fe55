using Microsoft.Extensions.DependencyInjection;
using Prunella.Link;

namespace Prunella.AspNetCore.Tests;

public sealed class StandbyWarmupTests
{
    private readonly ServiceProvider _services = new ServiceCollection().AddPrunellaStandbyWarmup().AddPrunellaStandbyWarmup().BuildServiceProvider();

    [Fact]
    public async Task It_is_added_once_and_comes_to_its_end() =>
        await Assert.Single(_services.GetServices<IStandbyWarmup>()).WarmAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    [Fact]
    public async Task A_take_over_ends_it_wherever_it_is()
    {
        using var takeover = new CancellationTokenSource();
        await takeover.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _services.GetRequiredService<IStandbyWarmup>().WarmAsync(takeover.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
    }
}
