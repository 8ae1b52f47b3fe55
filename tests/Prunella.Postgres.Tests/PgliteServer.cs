using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Prunella.Postgres.Tests;

/// <summary>PostgreSQL with pgvector, in a process of Node.js: it has one session and one database, so its tests come one after another and begin by <see cref="BeginAsync"/>.</summary>
public sealed class PgliteServer : IAsyncLifetime
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(3);
    private static readonly string? Folder = FolderOf(AppContext.BaseDirectory);

    private Process? _server;

    /// <summary>Why there is none; null where there is one.</summary>
    public static string? Missing { get; } = Folder is null ? "PGlite, PostgreSQL with pgvector for Node.js, is not installed: eng/setup installs it where it may." : null;

    public string Connection { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Missing is not null)
            return;
        _server = Process.Start(new ProcessStartInfo("node", "server.mjs") { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _server.Kill(); // a run that is broken off leaves no server behind
        string? port = await _server.StandardOutput.ReadLineAsync().WaitAsync(Watchdog);
        Connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = int.Parse(port ?? throw new InvalidOperationException("PGlite ended."), CultureInfo.InvariantCulture), Database = "postgres", Username = "postgres",
            SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable, Pooling = false, MaxAutoPrepare = 0, Timeout = 60, CommandTimeout = 120,
        }.ConnectionString;
    }

    public async Task DisposeAsync()
    {
        if (_server is null)
            return;
        _server.StandardInput.Close();
        await _server.WaitForExitAsync().WaitAsync(Watchdog);
        _server.Dispose();
    }

    /// <summary>An empty database, and a session of the superuser.</summary>
    /// <param name="extensions">Whether there is a schema for extensions, as Supabase has it.</param>
    public async Task BeginAsync(bool extensions = false)
    {
        await ExecuteAsync("reset role; reset all; drop schema if exists prunella cascade; drop extension if exists vector; drop schema if exists extensions");
        if (extensions)
            await ExecuteAsync("create schema extensions; create extension vector schema extensions");
    }

    /// <summary>The session is one of a service from now on, which row-level security holds.</summary>
    public Task BecomeServiceAsync() =>
        ExecuteAsync("do $$ begin if not exists (select from pg_roles where rolname = 'service') then create role service in role prunella_app; end if; end $$; set role service");

    /// <summary>Runs statements in the session.</summary>
    /// <returns>The first value of the last; null where there is none.</returns>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Connection);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        object? last = null;
        do
        {
            while (await reader.ReadAsync())
                last = reader.GetValue(0);
        }
        while (await reader.NextResultAsync());
        return last;
    }

    private static string? FolderOf(string place)
    {
        for (DirectoryInfo? at = new(place); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "artifacts", "pglite");
            if (File.Exists(Path.Combine(at.FullName, "Prunella.slnx")))
                return File.Exists(Path.Combine(folder, "server.mjs")) && File.Exists(Path.Combine(folder, "installed")) ? folder : null;
        }

        return null;
    }
}
