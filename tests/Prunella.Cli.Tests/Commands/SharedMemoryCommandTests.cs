using System.Text.Json;
using Prunella.Cli.Tests.Agents;
using Prunella.Postgres.Tests;

namespace Prunella.Cli.Tests.Commands;

/// <summary>The memory of several machines in one PostgreSQL: each harness is a machine.</summary>
public sealed class SharedMemoryCommandTests : IDisposable
{
    private const string Error = "System.InvalidOperationException: stock of A7 is odd\n   at Shop.Cart.Add(Int32 id) in /src/Cart.cs:line 12\n";
    private const string Password = "q7Hd92kkAx";

    private readonly CliHarness _one = new(), _other = new();

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [PostgresFact]
    public async Task Machines_share_what_they_learn_also_what_was_learned_while_the_server_was_away()
    {
        await using PostgresCluster cluster = await PostgresCluster.StartAsync();
        foreach (CliHarness machine in new[] { _one, _other })
        {
            machine.Set("PRUNELLA_PATTERNS_OWNER_CONNECTION", cluster.ConnectionString("postgres"));
            machine.Set("SHARED", $"{cluster.ConnectionString("postgres", "orders")};Password={Password}");
            await File.WriteAllTextAsync(Path.Combine(machine.Here, "prunella.yaml"), "project: shop\nservices: {a: {command: x}}\nmemory: {connection: \"${SHARED}\"}\n");
        }

        // Migrations: told, made, told again.
        Assert.Equal(2, await _one.RunAsync("patterns", "migrate", "--dry-run"));
        Assert.Contains("001_pattern_memory.sql: would be applied", Said(_one), StringComparison.Ordinal);
        Assert.Equal(0, await _one.RunAsync("patterns", "migrate"));
        Assert.Contains("001_pattern_memory.sql: applied\n", Said(_one), StringComparison.Ordinal);
        Assert.Equal(0, await _other.RunAsync("patterns", "migrate", "--dry-run"));
        Assert.Contains("001_pattern_memory.sql: applied before", Said(_other), StringComparison.Ordinal);
        await cluster.ExecuteAsync("postgres", "create role orders login in role prunella_app");

        string id = await LearnAsync(_one, "Recount the shelf.");
        Assert.Equal(0, await SendAsync());
        Assert.Contains($"({id}, remembered here, the same error", await LookUpAsync(_other), StringComparison.Ordinal);

        await cluster.StopAsync();
        string away = await LearnAsync(_one, "Close the shop.");
        Assert.Contains("kept on this machine, and will be sent", Said(_one), StringComparison.Ordinal);
        Assert.Equal(0, await _one.RunAsync("patterns", "feedback", id, "worked"));
        Assert.Contains($"{id}: noted.", Said(_one), StringComparison.Ordinal);
        Assert.DoesNotContain(id, await LookUpAsync(_other), StringComparison.Ordinal);
        Assert.Contains("what is remembered can not be asked now", _other.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, await _one.RunAsync("patterns", "merge", id, away));

        await cluster.ResumeAsync();
        Assert.Equal(0, await SendAsync());
        string found = await LookUpAsync(_other);
        Assert.Contains($"({away}, remembered here", found, StringComparison.Ordinal);
        Assert.Contains("its fix helped 1 of 1 times", found, StringComparison.Ordinal);
        Assert.Equal(0, await _other.RunAsync("patterns", "verify"));
        Assert.Contains("3 rows, all as written.", Said(_other), StringComparison.Ordinal);

        await cluster.ExecuteAsync("postgres", "alter role orders nologin");
        Assert.Equal(3, await _one.RunAsync("patterns", "stats"));
        AssertNoSecret();
    }

    [PostgresFact]
    public async Task A_database_that_has_no_tables_says_so_and_what_was_learned_is_kept()
    {
        await using PostgresCluster cluster = await PostgresCluster.StartAsync();
        _one.Set("PRUNELLA_PATTERNS_CONNECTION", cluster.ConnectionString("postgres"));

        _ = await LearnAsync(_one, "Recount the shelf.");
        Assert.Contains("apply the migrations", Said(_one), StringComparison.Ordinal);
        await cluster.ExecuteAsync("postgres", "create role weak login");
        _one.Set("PRUNELLA_PATTERNS_OWNER_CONNECTION", cluster.ConnectionString("postgres", "weak"));
        Assert.Equal(3, await _one.RunAsync("patterns", "migrate"));
        Assert.Contains("migrations need the owner of the tables", _one.Error.ToString(), StringComparison.Ordinal);
        _one.Set("PRUNELLA_PATTERNS_OWNER_CONNECTION", null);

        Assert.Equal(0, await _one.RunAsync("patterns", "migrate"));
        Assert.Equal(0, await SendAsync());
        Assert.Contains("Recount the shelf.", await LookUpAsync(_one), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_leads_nowhere_is_told_of_without_its_password()
    {
        _one.Set("PRUNELLA_PATTERNS_CONNECTION", $"Host=127.0.0.1;Port=1;Database=healing;Username=orders;Password={Password}");

        _ = await LearnAsync(_one, $"Set password={Password} again.");
        Assert.Equal(3, await _one.RunAsync("patterns", "stats"));
        Assert.Equal(3, await _one.RunAsync("patterns", "migrate"));
        _one.Set("PRUNELLA_PATTERNS_CONNECTION", $"Host=127.0.0.1;Pass word={Password}");
        Assert.Equal(1, await _one.RunAsync("patterns", "stats"));
        Assert.Contains("PRUNELLA_PATTERNS_CONNECTION is not a connection string", _one.Error.ToString(), StringComparison.Ordinal);

        AssertNoSecret();
    }

    [Fact]
    public async Task Scrub_knows_the_password_of_the_memory()
    {
        _one.Set("PRUNELLA_PATTERNS_CONNECTION", $"Host=127.0.0.1;Port=1;Username=orders;Password={Password}");
        _one.In = new StringReader($"it said {Password} twice\n");

        Assert.Equal(0, await _one.RunAsync("scrub"));

        AssertNoSecret();
    }

    [Fact]
    public async Task Up_gives_the_agent_the_memory_that_is_set_up()
    {
        await File.WriteAllTextAsync(Path.Combine(_one.Here, "prunella.yaml"), "project: shop\nservices: {a: {command: x}}\nmemory: {connection: Host=db;Username=orders}\n");
        Assert.Equal(0, await _one.RunAsync("up"));
        Assert.Equal(("db", "shop"), (_one.Host.Memory!.Connection!.Host, _one.Host.Memory.Project));
        Assert.Equal(0, await _other.RunAsync("run", "--", "x"));
        Assert.Null(_other.Host.Memory!.Connection);
    }

    private void AssertNoSecret()
    {
        foreach (CliHarness machine in new[] { _one, _other })
        {
            Assert.DoesNotContain(Password, machine.Out.ToString() + machine.Error, StringComparison.Ordinal);
            foreach (string file in Directory.EnumerateFiles(machine.Root, "*", SearchOption.AllDirectories))
                Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("q7Hd92kkAx"u8));
        }
    }

    private static string Said(CliHarness machine) => machine.Out.ToString();

    // A command that reaches the server sends what waits; on a slow machine it may take a second one.
    private async Task<long> SendAsync()
    {
        for (int turn = 0; ; turn++)
        {
            _ = await _one.RunAsync("patterns", "stats");
            _one.Out.GetStringBuilder().Clear();
            long waiting = await _one.RunAsync("patterns", "stats", "--json") == 0 ? Waiting(_one.Out.ToString()) : -1;
            if (waiting == 0 || turn == 30)
                return waiting;
        }
    }

    private static long Waiting(string stats)
    {
        using JsonDocument reply = JsonDocument.Parse(stats);
        return reply.RootElement.GetProperty("waitingBytes").GetInt64();
    }

    private static async Task<string> LearnAsync(CliHarness machine, string fix)
    {
        machine.Out.GetStringBuilder().Clear();
        machine.In = new StringReader(Error);
        Assert.Equal(0, await machine.RunAsync("patterns", "learn", "--fix", fix));
        string said = machine.Out.ToString();
        int at = said.IndexOf("l-", StringComparison.Ordinal);
        return said.Substring(at, said.IndexOf('.', at) - at);
    }

    private static async Task<string> LookUpAsync(CliHarness machine)
    {
        machine.Out.GetStringBuilder().Clear();
        machine.In = new StringReader(Error);
        _ = await machine.RunAsync("patterns", "lookup");
        return machine.Out.ToString();
    }
}
