using Prunella.Cli.Manifest;

namespace Prunella.Cli.Tests.Manifest;

public sealed class MemoryManifestTests
{
    private const string Connection = "Host=db;Port=5433;Database=healing;Username=orders;Password=q7Hd92kkAx";
    private const string Head = "project: shop\nservices: {a: {command: x}}\nmemory:\n";

    public static TheoryData<string, string[]> Bad => new()
    {
        { "  stor: postgres", ["f:4:3: memory.stor: there is no such key. Did you mean 'store'?"] },
        { "  store: postgre", ["f:4:10: memory.store: must be file or postgres, but is 'postgre'. Did you mean 'postgres'?"] },
        { "  store: postgres", ["f:4:3: memory.connection: the connection string is missing: write ${NAME} and set the variable, or set PRUNELLA_PATTERNS_CONNECTION."] },
        { "  store: file\n  connection: Host=db", ["f:5:15: memory.connection: is only for the store postgres."] },
        { "  connection: \"${UNSET}\"", ["f:4:15: memory.connection: the environment variable 'UNSET' is not set; ${UNSET:-…} would give it a default."] },
        { "  connection: Host=db;Password=q7Hd92kkAx", ["f:4:15: memory.connection: a password does not belong into this file: write ${NAME} and set the variable."] },
        { "  connection: \"${ADDRESS}\"", ["f:4:15: memory.connection: is not a connection string, as Host=db;Database=healing;Username=orders;Password=…"] },
        { "  connection: Database=healing", ["f:4:15: memory.connection: is not a connection string, as Host=db;Database=healing;Username=orders;Password=…"] },
        { "  connection: Host=db\n  project: \"\"", ["f:5:12: memory.project: needs 1 to 200 characters without control characters."] },
        { "  - postgres", ["f:4:3: memory: must be a mapping, but is a list."] },
    };

    [Theory]
    [InlineData("  connection: \"${CONNECTION}\"", "shop")]
    [InlineData("  store: postgres\n  connection: \"Host=db;Port=5433;Database=healing;Username=orders;Password=${PASSWORD}\"\n  project: all-shops", "all-shops")]
    public void A_shared_memory_is_read_with_its_secret_from_the_environment(string memory, string project)
    {
        MemorySettings settings = Read(Head + memory).Memory!;

        Assert.Equal(("db", 5433, "healing", "q7Hd92kkAx"), (settings.Connection!.Host, settings.Connection.Port, settings.Connection.Database, settings.Connection.Password));
        Assert.Equal(project, settings.Project);
        Assert.DoesNotContain("q7Hd92kkAx", $"{settings} {ConnectionText.Place(settings.Connection)}", StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_said_and_a_file_are_told_apart()
    {
        Assert.Equal((null, "shop"), Read("project: shop\n"));
        Assert.Null(Read(Head + "  store: file").Memory!.Connection);
    }

    [Fact]
    public void What_is_wrong_elsewhere_does_not_hide_the_memory() =>
        Assert.Equal("db", Read("project: shop\nservices: 7\nmemory: {connection: Host=db}\n").Memory!.Connection!.Host);

    [Theory]
    [MemberData(nameof(Bad))]
    public void Each_fault_is_told_with_its_place_and_without_a_secret(string memory, string[] expected)
    {
        ManifestException error = Assert.Throws<ManifestException>(() => ManifestReader.Parse(Head + memory, "f", "/", Environment));
        Assert.Equal(expected, error.Message.Split(System.Environment.NewLine));
        Assert.Equal(error.Message, Assert.Throws<ManifestException>(() => Read(Head + memory)).Message);
        Assert.DoesNotContain("q7Hd92kkAx", error.Message, StringComparison.Ordinal);
    }

    private static string? Environment(string name) => name switch { "CONNECTION" => Connection, "PASSWORD" => "q7Hd92kkAx", "ADDRESS" => "postgresql://orders:q7Hd92kkAx@db/healing", _ => null };

    private static (MemorySettings? Memory, string? Project) Read(string text)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return ManifestReader.ReadMemory(file, "f", Environment);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
