using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Prunella.Postgres.Tests;

/// <summary>A PostgreSQL server of one's own: a new cluster in a temporary folder, on a free port of 127.0.0.1, gone when it is disposed.</summary>
/// <remarks>The server refuses to run as root; then it runs as the user <c>postgres</c> of the package, else as <c>nobody</c>.</remarks>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private Process? _server;

    private PostgresCluster(string folder, int port)
    {
        _folder = folder;
        Port = port;
        // A run that is broken off leaves no server behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _server?.Kill();
    }

    /// <summary>Why there is no server; null where there is one.</summary>
    public static string? Missing { get; } = Programs() is null ? "PostgreSQL is not installed: eng/setup installs it where it may." : null;

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>Makes a cluster and starts it.</summary>
    public static async Task<PostgresCluster> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("prunella-postgres-").FullName;
        if (Account() is { } account)
            await RunAsync("chown", account, folder);
        await RunAsync([.. As(), Path.Combine(Programs()!, "initdb"), "-D", Path.Combine(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        var cluster = new PostgresCluster(folder, 0);
        for (int turn = 1; ; turn++)
        {
            // A port that was free may be taken before the server has it.
            cluster.Port = FreePort();
            try
            {
                await cluster.ResumeAsync();
                return cluster;
            }
            catch (InvalidOperationException) when (turn < 5)
            {
            }
        }
    }

    /// <summary>Of a database, for a role.</summary>
    public string ConnectionString(string database, string role = "postgres") =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Database = database, Username = role, SslMode = SslMode.Disable, Timeout = 10, CommandTimeout = 60 }.ConnectionString;

    /// <summary>Starts the server again, on the port it had.</summary>
    public async Task ResumeAsync()
    {
        // Durable against a crash of the server, not of the machine: that is what tests can do to it.
        string[] options = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "shared_buffers=32MB", "-c", "max_connections=60", "-c", "logging_collector=off"];
        _server = Start([.. As(), Path.Combine(Programs()!, "postgres"), "-D", Path.Combine(_folder, "data"), "-k", "", "-p", Port.ToString(CultureInfo.InvariantCulture), .. options]);
        _ = _server.StandardError.ReadToEndAsync();
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (_server.HasExited)
                throw new InvalidOperationException($"PostgreSQL ended with {_server.ExitCode}.");
            if (waited.Elapsed > Watchdog)
                throw new TimeoutException("PostgreSQL does not answer.");
            await Task.Delay(50);
        }
    }

    /// <summary>Ends the server: connections are cut and open transactions taken back.</summary>
    /// <param name="signal"><c>INT</c> for a fast shutdown, <c>QUIT</c> for one as by a crash.</param>
    public async Task StopAsync(string signal = "INT")
    {
        await RunAsync("kill", $"-{signal}", _server!.Id.ToString(CultureInfo.InvariantCulture));
        await _server.WaitForExitAsync().WaitAsync(Watchdog);
    }

    /// <summary>Runs a statement as the superuser.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionString(database) + ";Pooling=false");
        await using NpgsqlCommand command = source.CreateCommand(sql);
        _ = await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the server and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
            await StopAsync("QUIT");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("postgres", "select 1");
            return true;
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    // The newest that is installed.
    private static string? Programs() => !Directory.Exists("/usr/lib/postgresql") ? null : Directory.EnumerateDirectories("/usr/lib/postgresql")
        .Select(static version => Path.Combine(version, "bin")).Where(static bin => File.Exists(Path.Combine(bin, "postgres")) && File.Exists(Path.Combine(bin, "initdb")))
        .OrderDescending(StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering)).FirstOrDefault();

    private static string? Account() => Environment.UserName != "root" ? null : File.ReadLines("/etc/passwd").Any(static line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private static string[] As() => Account() is { } account ? ["setpriv", $"--reuid={account}", "--clear-groups", "--"] : [];

    // Below the range from which the system takes ports for those who connect: while the server is down, one who tries to reach it could be given its port.
    private static int FreePort()
    {
        while (true)
        {
            int port = RandomNumberGenerator.GetInt32(15_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }

    private static Process Start(string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task RunAsync(params string[] words)
    {
        using Process process = Start(words);
        string errors = await process.StandardError.ReadToEndAsync().WaitAsync(Watchdog);
        await process.WaitForExitAsync().WaitAsync(Watchdog);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}: {errors}");
    }
}
