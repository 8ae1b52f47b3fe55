using Prunella.Patterns.Known;
using Prunella.Patterns.Actions;
using Microsoft.Data.Sqlite;
using Prunella.Patterns.Stores;
using Prunella.Patterns.Stores.Sqlite;

namespace Prunella.Patterns.Tests.Stores;

public sealed class SqlitePatternStoreTests : PatternStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-memory-").FullName;
    private int _files;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override Task<IPatternStore> OpenAsync(StoreOptions options) => Task.FromResult<IPatternStore>(Open($"{_files++}.db", options));

    [Fact]
    public async Task What_was_written_is_there_after_the_file_was_closed()
    {
        await using (SqlitePatternStore store = Open("memory.db", Options))
            _ = await store.WriteAsync([Learned("one", "a"), Occurred("1", "a", 0), Audited("1")]);

        await using SqlitePatternStore again = Open("memory.db", Options);
        Assert.Equal(0, await again.WriteAsync([Learned("one", "a"), Occurred("1", "a", 0), Audited("1")]));
        AssertSame(Learned("one", "a"), Assert.Single(await again.FindLearningsAsync(Named("a"))));
    }

    [Fact]
    public async Task Two_stores_on_one_file_see_what_the_other_wrote()
    {
        await using SqlitePatternStore one = Open("memory.db", Options), other = Open("memory.db", Options);
        _ = await one.WriteAsync([Learned("one", "a"), Audited("1")]);
        _ = await other.WriteAsync([Audited("2")]);

        AssertSame(Learned("one", "a"), Assert.Single(await other.FindLearningsAsync(Named("a"))));
        Assert.Equal(new AuditVerdict(2, null, null), await AuditChain.VerifyAsync(one));
    }

    [Theory]
    [InlineData("UPDATE healing_audit SET actor = 'somebody' WHERE seq = 3", 3)]
    [InlineData("DELETE FROM healing_audit WHERE seq = 2", 2)]
    [InlineData("DELETE FROM healing_audit WHERE seq = 5", 5)]
    [InlineData("DELETE FROM healing_audit", 1)]
    [InlineData("UPDATE healing_audit SET id = 'x', hash = '00' WHERE seq = 4", 4)]
    [InlineData("DELETE FROM audit_head", 1)]
    [InlineData("UPDATE audit_head SET seq = 4", 4)]
    public async Task A_change_behind_the_back_of_the_store_is_found_and_its_row_named(string change, long broken)
    {
        await using SqlitePatternStore store = Open("memory.db", Options);
        _ = await store.WriteAsync([.. Enumerable.Range(1, 5).Select(static i => Audited($"{i}"))]);

        Execute("memory.db", $"DROP TRIGGER healing_audit_no_update; DROP TRIGGER healing_audit_no_delete; {change}");

        AuditVerdict verdict = await AuditChain.VerifyAsync(store);
        Assert.Equal(broken, verdict.BrokenAt);
        Assert.NotNull(verdict.Fault);
    }

    [Theory]
    [InlineData("UPDATE healing_audit SET actor = 'somebody'")]
    [InlineData("DELETE FROM healing_audit")]
    public async Task The_audit_can_not_be_changed_by_accident(string change)
    {
        await using SqlitePatternStore store = Open("memory.db", Options);
        _ = await store.WriteAsync([Audited("1")]);

        _ = Assert.Throws<SqliteException>(() => Execute("memory.db", change));
    }

    [Fact]
    public async Task A_file_of_something_else_another_project_or_a_newer_version_is_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "text.db"), new string('x', 4096));
        _ = Assert.Throws<InvalidDataException>(() => Open("text.db", Options));

        await Open("memory.db", Options).DisposeAsync();
        Assert.Contains("'shop'", Assert.Throws<InvalidDataException>(() => Open("memory.db", Options with { Project = "bank" })).Message, StringComparison.Ordinal);
        Execute("memory.db", "PRAGMA user_version = 9");
        Assert.Contains("version 9", Assert.Throws<InvalidDataException>(() => Open("memory.db", Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_the_first_version_gets_what_it_lacks()
    {
        await Open("memory.db", Options).DisposeAsync();
        Execute("memory.db", "ALTER TABLE error_patterns DROP COLUMN action; ALTER TABLE error_patterns DROP COLUMN generated; PRAGMA user_version = 2");
        var pattern = new StoredPattern(new ErrorPattern { Id = "a.b", Title = "t", Regex = "x", Fix = "f", Action = new EditFix("a", "1", "2"), Generated = "rules" }, Origin.Person, DateTimeOffset.UnixEpoch);
        await using SqlitePatternStore store = Open("memory.db", Options);

        _ = await store.WriteAsync([pattern]);

        Assert.Equal(pattern, Assert.Single(await store.ListPatternsAsync()));
    }

    [Fact]
    public void A_file_that_can_not_be_made_is_no_store()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        _ = Assert.Throws<StoreUnavailableException>(() => Open("file/memory.db", Options));
    }

    [Fact]
    public async Task Nobody_else_may_read_the_file()
    {
        if (OperatingSystem.IsWindows())
            return;
        await Open("new/memory.db", Options).DisposeAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "new/memory.db")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_folder, "new")));
    }

    [Fact]
    public async Task Processes_at_once_lose_and_double_nothing_and_one_that_is_killed_takes_nothing_with_it()
    {
        string file = Path.Combine(_folder, "memory.db");
        await using (SqlitePatternStore store = Open("memory.db", Options))
            _ = await store.WriteAsync([Learned("one", "a")]);

        StoreWriter[] writers = [.. Enumerable.Range(0, 4).Select(i => StoreWriter.Start("sqlite", file, $"w{i}", 150))];
        await writers[0].ToldAsync(20);
        writers[0].Kill();
        int[] told = await Task.WhenAll(writers.Select(static writer => writer.EndAsync()));

        await using SqlitePatternStore memory = Open("memory.db", Options);
        StoreCounts counts = await memory.CountAsync();
        Assert.Equal([150, 150, 150], told[1..]);
        // The one that was killed may have had one write behind it that it could not tell of.
        Assert.InRange(counts.Audit, 450 + told[0], 451 + told[0]);
        Assert.Equal(counts.Audit * 2, counts.Seen);
        Assert.Equal(counts.Audit, counts.Outcomes);
        Assert.Equal(counts.Audit, (await memory.FindLearningAsync("one"))!.Successes);
        Assert.Equal(new AuditVerdict(counts.Audit, null, null), await AuditChain.VerifyAsync(memory));
    }

    private SqlitePatternStore Open(string file, StoreOptions options) => SqlitePatternStore.Open(Path.Combine(_folder, file), options);

    private void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, file)};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }
}
