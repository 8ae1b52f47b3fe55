using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Testing;
using static Prunella.Kernel.HealthState;
using static Prunella.Tests.Health.LoopbackServer;

namespace Prunella.Tests.Health;

public sealed class ProbeTests
{
    [Theory]
    [InlineData(200, Healthy)]
    [InlineData(204, Healthy)]
    [InlineData(302, Failed)]
    [InlineData(404, Failed)]
    [InlineData(503, Failed)]
    public async Task Only_a_2xx_status_is_healthy_and_redirects_are_not_followed(int status, HealthState expected)
    {
        using var server = new LoopbackServer(_ => Answer(status, headers: "Location: /elsewhere\r\n"));
        using var probe = new HttpProbe(server.Address);

        Assert.Equal(expected, (await probe.MeasureAsync(CancellationToken.None)).State);
        Assert.Single(server.Requests);
        Assert.DoesNotContain("secret", probe.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_is_looked_at_where_asked_for_and_no_more_of_it_than_allowed()
    {
        string? seen = null;
        using var server = new LoopbackServer(static _ => Answer(200, new string('a', 100_000)));
        using var probe = new HttpProbe(server.Address, new HttpProbeOptions { MaxBody = 10, Body = body => (seen = body) == "other" });

        HealthReading reading = await probe.MeasureAsync(CancellationToken.None);

        Assert.Equal((Failed, "answered 200 with a body that does not fit"), (reading.State, reading.Reason));
        Assert.Equal("aaaaaaaaaa", seen);
    }

    [Fact]
    public async Task A_slow_answer_is_degraded()
    {
        var clock = new ManualClock();
        using var server = new LoopbackServer(_ =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(201));
            return Answer(200);
        });
        using var probe = new HttpProbe(server.Address, new HttpProbeOptions { SlowAfter = TimeSpan.FromMilliseconds(200) }, clock);

        Assert.Equal(Degraded, (await probe.MeasureAsync(CancellationToken.None)).State);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task A_new_connection_is_opened_each_time_where_asked_for(bool each, int connections)
    {
        using var server = new LoopbackServer(static _ => Answer(200));
        using var probe = new HttpProbe(server.Address, new HttpProbeOptions { NewConnection = each });
        for (int i = 0; i < 3; i++)
            _ = await probe.MeasureAsync(CancellationToken.None);

        Assert.Equal(connections, server.Connections);
    }

    [Fact]
    public async Task A_server_that_is_silent_is_left_when_the_look_is_cancelled()
    {
        using var server = new LoopbackServer(static _ => string.Empty);
        using var probe = new HttpProbe(server.Address);
        using var cancel = new CancellationTokenSource();
        Task<HealthReading> look = probe.MeasureAsync(cancel.Token).AsTask();
        await Eventually.Holds(() => !server.Requests.IsEmpty);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look);
    }

    [Fact]
    public async Task A_port_that_listens_is_healthy_and_a_closed_one_throws()
    {
        var server = new LoopbackServer(static _ => string.Empty);
        var probe = new TcpProbe(server.EndPoint);
        Assert.Equal(Healthy, (await probe.MeasureAsync(CancellationToken.None)).State);
        Assert.Equal(Healthy, (await new TcpProbe(new DnsEndPoint("localhost", server.EndPoint.Port)).MeasureAsync(CancellationToken.None)).State);

        server.Dispose();

        await Assert.ThrowsAsync<SocketException>(() => probe.MeasureAsync(CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task A_process_is_seen_alive_stopped_and_gone()
    {
        if (!OperatingSystem.IsLinux())
            return; // elsewhere a process is only alive or gone
        using Process process = Process.Start("sleep", "60");
        var probe = new ProcessProbe(process.Id);
        Assert.Equal(Healthy, (await probe.MeasureAsync(CancellationToken.None)).State);

        Signal(process, "-STOP");
        await Eventually.Holds(() => Look(probe).State == Failed);
        Assert.False(Look(probe).Conclusive);
        Signal(process, "-CONT");
        await Eventually.Holds(() => Look(probe).State == Healthy);

        process.Kill();
        await Eventually.Holds(() => Look(probe) is { State: Failed, Conclusive: true });
    }

    [Fact]
    public void Our_own_process_lives() => Assert.Equal(Healthy, Look(new ProcessProbe(Environment.ProcessId)).State);

    [Theory]
    [InlineData(HealthStatus.Healthy, Healthy)]
    [InlineData(HealthStatus.Degraded, Degraded)]
    [InlineData(HealthStatus.Unhealthy, Failed)]
    public async Task A_health_check_speaks_in_our_words(HealthStatus status, HealthState expected)
    {
        var check = new FixedCheck(new HealthCheckResult(status, "as told", data: new Dictionary<string, object> { ["queue"] = 7 }));
        var probe = new HealthCheckProbe("db", check);

        HealthReading reading = await probe.MeasureAsync(CancellationToken.None);

        Assert.Equal((expected, "as told"), (reading.State, reading.Reason));
        Assert.Equal(["queue: 7"], reading.Evidence);
        Assert.Equal("db", check.Name);
    }

    private static HealthReading Look(ProcessProbe probe) => probe.MeasureAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private sealed class FixedCheck(HealthCheckResult result) : IHealthCheck
    {
        public string? Name { get; private set; }

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            Name = context.Registration.Name;
            return Task.FromResult(result);
        }
    }
}
