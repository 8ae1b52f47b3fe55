using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prunella.AspNetCore;
using Prunella.Link;
using Prunella.Tests.Link;

namespace Prunella.Tests;

public sealed class SupervisedProcessTests : IDisposable
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ps");
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public SupervisedProcessTests()
    {
        _manager.Bind(new UnixDomainSocketEndPoint(NotifySocket));
        _manager.ReceiveTimeout = (int)Watchdog.TotalMilliseconds;
    }

    private string NotifySocket => Path.Combine(_folder.FullName, "n");

    private string Door => Path.Combine(_folder.FullName, "d");

    public void Dispose()
    {
        _manager.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_host_says_that_it_serves_and_that_it_stops()
    {
        await using WebApplication host = Build(new LinkEnvironment { NotifySocket = NotifySocket });
        await host.StartAsync();
        Assert.Equal("READY=1", Notification());

        await host.StopAsync();
        Assert.Equal("STOPPING=1", Notification());
    }

    [Fact]
    public async Task A_standby_warms_up_and_neither_listens_nor_works_before_the_word()
    {
        using var pipe = new StandbyPipe();
        await using WebApplication host = Build(new LinkEnvironment { NotifySocket = NotifySocket, StandbyDescriptor = pipe.Descriptor });
        Environment.SetEnvironmentVariable(LinkEnvironment.StandbyVariable, pipe.Descriptor); // as it was given, for children to see
        Worker worker = host.Services.GetRequiredService<Worker>();

        Task start = host.StartAsync();
        Assert.Equal("STATUS=warming up", Notification());
        Assert.Equal("STATUS=standing by", Notification());
        Assert.False(File.Exists(Door));
        Assert.False(worker.HasStarted);
        Assert.False(start.IsCompleted);

        Assert.Null(Environment.GetEnvironmentVariable(LinkEnvironment.StandbyVariable));
        pipe.Say("go\n");
        await start.WaitAsync(Watchdog);
        Assert.Equal("READY=1", Notification());
        Assert.True(worker.HasStarted);
        Assert.Contains("200 OK", await AskAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standby_that_is_not_needed_exits_without_an_error()
    {
        var pipe = new StandbyPipe();
        var exited = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebApplication host = Build(new LinkEnvironment { StandbyDescriptor = pipe.Descriptor }, exited.SetResult);
        Task start = host.StartAsync();

        pipe.Dispose();

        Assert.Equal(0, await exited.Task.WaitAsync(Watchdog));
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.WaitAsync(Watchdog)); // where exit returns, as here
        Assert.False(File.Exists(Door));
    }

    [Fact]
    public async Task A_standby_that_is_told_to_stop_exits_without_an_error()
    {
        using var pipe = new StandbyPipe();
        var exited = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebApplication host = Build(new LinkEnvironment { StandbyDescriptor = pipe.Descriptor }, exited.SetResult);
        Task start = host.StartAsync();

        host.Lifetime.StopApplication();

        Assert.Equal(0, await exited.Task.WaitAsync(Watchdog));
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.WaitAsync(Watchdog));
    }

    [Fact]
    public async Task A_supervised_host_beats_until_it_is_gone()
    {
        using var agent = new FakeAgent();
        agent.Listen();
        await using (WebApplication host = Build(new LinkEnvironment { LinkPath = agent.Path, Component = "orders" }))
        {
            await host.StartAsync();
            agent.Accept();
            Assert.Equal("orders", Hello.Parse(agent.Next(FrameType.Hello)).Component?.Value);
            await host.StopAsync();
            _ = agent.Next(FrameType.Beat);
            _ = agent.Next(FrameType.Beat);
        }

        _ = Assert.Throws<EndOfStreamException>(() => agent.Next(FrameType.Hello));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("NO NAME")]
    public async Task Without_a_name_there_is_no_link_and_no_harm(string? component)
    {
        await using WebApplication host = Build(new LinkEnvironment { LinkPath = "/nowhere", Component = component });
        await host.StartAsync();
        Assert.Contains("200 OK", await AskAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_variables_nothing_changes()
    {
        LinkEnvironment environment = LinkEnvironment.Read(static _ => "");
        Assert.Equal(new LinkEnvironment(), environment);
        await using WebApplication host = Build(environment);
        await host.StartAsync();
        Assert.Contains("200 OK", await AskAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interval_out_of_range_is_refused_at_the_start_with_the_name_of_its_key()
    {
        await using WebApplication host = Build(new LinkEnvironment(), interval: "00:00:02");
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("Prunella:Heartbeat:Interval", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Added_twice_it_is_there_once_and_first()
    {
        var services = new ServiceCollection();
        _ = services.AddHostedService<Worker>();
        _ = services.AddPrunellaHeartbeat().AddPrunellaHeartbeat();

        ServiceDescriptor[] hosted = [.. services.Where(static service => service.ServiceType == typeof(IHostedService))];
        Assert.Equal(2, hosted.Length);
        Assert.Equal(typeof(Worker), hosted[1].ImplementationType);
    }

    private WebApplication Build(LinkEnvironment environment, Action<int>? exit = null, string interval = "00:00:00.050")
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.Configuration.AddInMemoryCollection([new("Prunella:Heartbeat:Interval", interval)]);
        _ = builder.Services.AddSingleton(environment);
        _ = builder.Services.AddSingleton(new ProcessExit(exit ?? (static code => Assert.Fail($"exit {code}"))));
        _ = builder.Services.AddSingleton<Worker>().AddHostedService(static provider => provider.GetRequiredService<Worker>());
        _ = builder.Services.AddPrunellaStandbyWarmup();
        _ = builder.UsePrunellaHeartbeat();
        _ = builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Door));
        WebApplication host = builder.Build();
        _ = host.MapGet("/", static () => "well");
        return host;
    }

    private string Notification()
    {
        byte[] buffer = new byte[256];
        return Encoding.UTF8.GetString(buffer.AsSpan(0, _manager.Receive(buffer)));
    }

    private async Task<string> AskAsync()
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(Door));
        _ = await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"u8.ToArray());
        byte[] answer = new byte[4096];
        return Encoding.UTF8.GetString(answer.AsSpan(0, await client.ReceiveAsync(answer)));
    }

    private sealed class Worker : IHostedService
    {
        public bool HasStarted { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            HasStarted = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
