using System.Net;

namespace Shop.Tests.Faults;

/// <summary>Faults that a process does not survive, or that only show from outside it.</summary>
public sealed class ProcessFaultTests : IDisposable
{
    private const int Aborted = 128 + 6;

    private readonly string _state = Directory.CreateTempSubdirectory("shop-").FullName;

    [Fact]
    public async Task A_crash_ends_the_process_by_a_signal()
    {
        using ServiceProcess service = await StartAsync();

        using HttpResponseMessage answer = await service.FaultAsync("crash");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(Aborted, await service.ExitCodeAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task An_exit_has_the_asked_code(int code)
    {
        using ServiceProcess service = await StartAsync();

        using HttpResponseMessage answer = await service.FaultAsync($"exit?code={code}");

        Assert.Equal(code, await service.ExitCodeAsync());
    }

    [Fact]
    public async Task Crashes_on_start_come_as_often_as_asked_and_then_no_more()
    {
        using (ServiceProcess service = await StartAsync())
        {
            using HttpResponseMessage answer = await service.FaultAsync("crash-on-start?times=2");
            service.Kill();
            _ = await service.ExitCodeAsync();
        }

        for (int i = 0; i < 2; i++)
        {
            using ServiceProcess crashing = ServiceProcess.Start("Inventory", _state);
            Assert.Equal(Aborted, await crashing.ExitCodeAsync());
        }

        using ServiceProcess again = await StartAsync();
    }

    [Fact]
    public async Task A_starved_pool_stops_answering_until_the_fault_is_over()
    {
        using ServiceProcess service = await StartAsync();
        using HttpResponseMessage answer = await service.FaultAsync("starve?seconds=5");

        Assert.True(await WaitsAsync(service, TimeSpan.FromSeconds(1), tries: 100));
        Assert.Equal("ready", await service.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
    }

    [Fact]
    public async Task A_leak_takes_memory_up_to_its_bound()
    {
        using ServiceProcess service = await StartAsync();
        int before = service.ResidentMegabytes;

        using HttpResponseMessage answer = await service.FaultAsync("leak?mb_per_s=2000&max_mb=150&seconds=60");

        await EventuallyAsync(() => service.ResidentMegabytes >= before + 130);
    }

    [Fact]
    public async Task A_spin_burns_processor_time()
    {
        using ServiceProcess service = await StartAsync();
        TimeSpan before = service.ProcessorTime;

        using HttpResponseMessage answer = await service.FaultAsync("spin?seconds=60&threads=1");

        await EventuallyAsync(() => service.ProcessorTime > before + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_confirmed_order_survives_kill_9()
    {
        using ServiceProcess inventory = await StartAsync();
        string[] args = ["--INVENTORY_URL", inventory.Client.BaseAddress!.ToString()];
        Uri? location;
        using (ServiceProcess orders = await ServiceProcess.Start("Orders", _state, args).ReadyAsync())
        {
            using var order = new StringContent("""{"sku":"selfheal-tea","quantity":1}""", System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage placed = await orders.Client.PostAsync(new Uri("/orders", UriKind.Relative), order);
            Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
            location = placed.Headers.Location;
            orders.Kill(); // SIGKILL
            _ = await orders.ExitCodeAsync();
        }

        using ServiceProcess restarted = await ServiceProcess.Start("Orders", _state, args).ReadyAsync();
        using HttpResponseMessage found = await restarted.Client.GetAsync(location);

        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private Task<ServiceProcess> StartAsync() => ServiceProcess.Start("Inventory", _state).ReadyAsync();

    private static async Task<bool> WaitsAsync(ServiceProcess service, TimeSpan limit, int tries)
    {
        try
        {
            for (int i = 0; i < tries; i++)
            {
                using var end = new CancellationTokenSource(limit);
                _ = await service.Client.GetStringAsync(new Uri("/health", UriKind.Relative), end.Token);
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        using var watchdog = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
            _ = await timer.WaitForNextTickAsync(watchdog.Token);
    }
}
