using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prunella.AspNetCore;
using Prunella.Cli.Shell;
using Prunella.Supervisor;
using Prunella.Views;

namespace Prunella.Cli.Dashboard;

/// <summary>The dashboard of an agent on a loopback port. The port is held from the start; the web server is begun by the first visit, so that an agent nobody looks at pays nothing for it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AgentDashboard : IAsyncDisposable
{
    public const string Prefix = "/admin/self-healing";
    private const string Policy = "signed-in";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Socket _listener;
    private readonly Agent _agent;
    private readonly Action<IServiceCollection>? _add;
    private readonly SignIn _signIn;
    private readonly string _file;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _visited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    private AgentDashboard(Socket listener, Agent agent, string user, Action<IServiceCollection>? add)
    {
        _listener = listener;
        _agent = agent;
        _add = add;
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _file = FileOf(agent.Options.RuntimeDirectory, agent.Plan.Project);
        _signIn = new SignIn(Port, user, TimeProvider.System, ScrapeToken.In(agent.Options.RuntimeDirectory.FolderOf(agent.Plan.Project)), WriteFile);
        WriteFile();
        new Thread(AwaitVisit, 128 * 1024) { Name = "prunella-dashboard", IsBackground = true }.Start();
        _serving = ServeAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>The address that lets one browser in.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}{SignIn.Path}?token={_signIn.Token}");

    /// <summary>Holds the port.</summary>
    /// <param name="agent">Whom it shows.</param>
    /// <param name="port">0 for one of the system's choice.</param>
    /// <param name="user">Who starts it.</param>
    /// <param name="add">Adds pages and operations.</param>
    /// <exception cref="UsageException">The port is taken.</exception>
    public static AgentDashboard Open(Agent agent, int port, string user, Action<IServiceCollection>? add = null)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen(128);
            return new AgentDashboard(listener, agent, user, add);
        }
        catch (SocketException error)
        {
            listener.Dispose();
            throw new UsageException($"--dashboard: port {port} can not be had: {error.Message}", error);
        }
    }

    /// <summary>Where the address lies for the agent's user, while it runs.</summary>
    public static string FileOf(RuntimeDirectory runtime, string project) => Path.Combine(runtime.FolderOf(project), "dashboard");

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _ = _visited.TrySetCanceled();
        _listener.Dispose(); // wakes the thread that waits for a visit
        try
        {
            await _serving;
        }
        catch (OperationCanceledException)
        {
            // Nobody came, or the end was asked for.
        }

        File.Delete(_file);
        _ended.Dispose();
    }

    private void AwaitVisit()
    {
        try
        {
            _ = _listener.Poll(Timeout.Infinite, SelectMode.SelectRead);
            _ = _visited.TrySetResult();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            _ = _visited.TrySetCanceled();
        }
    }

    private async Task ServeAsync()
    {
        await _visited.Task;
        _ended.Token.ThrowIfCancellationRequested();
        using var system = new AgentSystem(_agent);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.ListenHandle((ulong)_listener.Handle);
        });
        _ = builder.Services.AddRouting()
            .AddAuthorization(static options => options.AddPolicy(Policy, static policy => policy.RequireAuthenticatedUser()))
            .AddSingleton<ISystemView>(system)
            .AddSingleton(_agent.Metrics)
            .AddSingleton(_agent.Options.Scrubber)
            .AddSingleton<IOperationSource>(new HealingOperations(_agent.Recovery, _agent.KillSwitch, _agent.Journal))
            .AddSingleton<IOperationSource>(new ProcessOperations(_agent));
        _add?.Invoke(builder.Services);
        await using WebApplication application = builder.Build();
        _ = application.Use((HttpContext context, RequestDelegate next) => _signIn.InvokeAsync(context, next, Prefix));
        _ = application.UseRouting();
        _ = application.UseAuthorization();
        _ = application.MapPrunella(Prefix, static options => options.ViewPolicy = options.OperatePolicy = options.ApprovePolicy = Policy);
        _ = application.MapPrunellaMetrics(ScrapeToken.Path);
        _ = application.MapGet("/", static (HttpContext context) =>
        {
            context.Response.Redirect(Prefix + "/");
            return Task.CompletedTask;
        });
        await application.StartAsync(_ended.Token);
        try
        {
            await Task.Delay(Timeout.Infinite, _ended.Token);
        }
        catch (OperationCanceledException)
        {
            // The agent ends.
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await application.StopAsync(patience.Token);
    }

    private void WriteFile()
    {
        try
        {
            using var file = new StreamWriter(_file, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Private });
            file.WriteLine(Address);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The printed address is good all the same; only a new one can not be asked for.
        }
    }
}
