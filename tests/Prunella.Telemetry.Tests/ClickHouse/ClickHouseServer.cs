using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Prunella.Telemetry.ClickHouse;

namespace Prunella.Telemetry.Tests.ClickHouse;

/// <summary>A ClickHouse server of one's own: data in a temporary folder, on a free port of 127.0.0.1, gone when it is disposed.</summary>
public sealed class ClickHouseServer : IAsyncLifetime
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-clickhouse-").FullName;
    private Process? _server;
    private int _port, _tables;

    /// <summary>Why there is no server; null where there is one.</summary>
    public static string? Missing { get; } = Program() is null ? "ClickHouse is not installed: eng/setup installs it where it may." : null;

    public HttpClient Http { get; } = new();

    /// <summary>A table that nobody else uses.</summary>
    public ClickHouseAddress NewTable() =>
        ClickHouseAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/default/events{Interlocked.Increment(ref _tables)}"));

    public async Task InitializeAsync()
    {
        if (Missing is not null)
            return;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _server?.Kill(); // a run that is broken off leaves no server behind
        for (int turn = 1; !await StartAsync(); turn++)
        {
            // A port that was free may be taken before the server has it.
            if (turn == 5)
                throw new InvalidOperationException("ClickHouse does not start.");
        }
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (_server is not null)
        {
            _server.Kill();
            await _server.WaitForExitAsync().WaitAsync(Watchdog);
            _server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> StartAsync()
    {
        (_port, int native) = (FreePort(), FreePort());
        string config = Path.Combine(_folder, "config.xml"), users = Path.Combine(_folder, "users.xml");
        await File.WriteAllTextAsync(users, """
            <yandex><profiles><default><max_memory_usage>500000000</max_memory_usage></default></profiles><quotas><default/></quotas>
            <users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users></yandex>
            """);
        await File.WriteAllTextAsync(config, string.Create(CultureInfo.InvariantCulture, $"""
            <yandex><logger><level>error</level><console>1</console></logger><listen_host>127.0.0.1</listen_host><http_port>{_port}</http_port><tcp_port>{native}</tcp_port>
            <path>{_folder}/data/</path><tmp_path>{_folder}/tmp/</tmp_path><users_config>{users}</users_config><default_profile>default</default_profile>
            <default_database>default</default_database><mark_cache_size>5242880</mark_cache_size></yandex>
            """));
        _server = Process.Start(new ProcessStartInfo(Program()!, [$"--config-file={config}"]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _folder })!;
        _ = _server.StandardError.ReadToEndAsync();
        _ = _server.StandardOutput.ReadToEndAsync();
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (_server.HasExited)
                return false;
            if (waited.Elapsed > Watchdog)
                throw new TimeoutException("ClickHouse does not answer.");
            await Task.Delay(50);
        }

        return true;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return await Http.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/"))) is ['O', 'k', ..];
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string? Program() => ((string[])["/usr/sbin/clickhouse-server", "/usr/bin/clickhouse-server"]).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
