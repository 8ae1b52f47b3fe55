using System.Text;
using Prunella.Patterns.Signing;
using Prunella.Patterns.Stores;
using static Prunella.Patterns.Tests.Stores.PatternStoreContract;

namespace Prunella.Patterns.Tests.Stores;

public sealed class AuditExportTests
{
    private static readonly SigningKey Key = SigningKey.Create();

    public static TheoryData<string, Func<string[], IEnumerable<string>>> Changes => new()
    {
        { "a row is changed", static lines => lines.Select(static line => line.Replace("\"sequence\":3,\"record\":{\"id\":\"3\"", "\"sequence\":3,\"record\":{\"id\":\"4\"", StringComparison.Ordinal)) },
        { "a row is missing", static lines => lines.Where(static (_, i) => i != 2) },
        { "two rows change places", static lines => [lines[0], lines[2], lines[1], .. lines[3..]] },
        { "the last rows are missing", static lines => [.. lines[..4], lines[^1]] },
        { "the end is missing", static lines => lines[..^1] },
        { "the project is another", static lines => lines.Select(static line => line.Replace("shop", "bank", StringComparison.Ordinal)) },
        { "something follows the end", static lines => [.. lines, lines[^1]] },
    };

    [Fact]
    public async Task An_audit_that_is_exported_is_whole_and_signed()
    {
        ExportedAudit read = await ReadAsync(await ExportAsync());

        Assert.Equal(("shop", new AuditVerdict(5, null, null), new SignatureCheck(SignatureState.Fits, Key.Fingerprint), Noon), (read.Project, read.Verdict, read.Signature, read.At));
        Assert.Equal(5, read.Head.Sequence);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Whatever_is_changed_is_found(string what, Func<string[], IEnumerable<string>> change)
    {
        ExportedAudit read = await ReadAsync([.. change(await ExportAsync())]);

        Assert.False(read.Verdict.IsIntact, what);
    }

    [Fact]
    public async Task A_chain_that_was_written_anew_does_not_have_the_signature()
    {
        string[] one = await ExportAsync(), other = await ExportAsync("another");

        ExportedAudit read = await ReadAsync([.. other[..^1], one[^1].Replace(HashOf(one), HashOf(other), StringComparison.Ordinal)]);

        Assert.True(read.Verdict.IsIntact);
        Assert.Equal(SignatureState.Broken, read.Signature.State);
    }

    [Fact]
    public async Task An_empty_audit_can_be_exported_too()
    {
        await using var store = new InMemoryPatternStore();
        var file = new MemoryStream();
        Assert.Equal(AuditHead.Empty, await AuditExport.WriteAsync(store, file, Key, Noon));

        Assert.Equal(new AuditVerdict(0, null, null), (await ReadAsync(Encoding.UTF8.GetString(file.ToArray()).TrimEnd().Split('\n'))).Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"prunella":"patterns/1","project":"shop"}""")]
    [InlineData("{\"prunella\":\"audit/1\",\"project\":\"shop\"}\n{\"sequence\":1}")]
    public async Task What_is_no_audit_is_refused(string text) => await Assert.ThrowsAsync<FormatException>(() => ReadAsync(text.Split('\n')));

    private static string HashOf(string[] lines) => lines[^2][(lines[^2].IndexOf("\"hash\":\"", StringComparison.Ordinal) + 8)..^2];

    private static async Task<string[]> ExportAsync(string actor = "ada")
    {
        await using var store = new InMemoryPatternStore(new StoreOptions { Project = "shop" });
        _ = await store.WriteAsync([.. Enumerable.Range(1, 5).Select(i => new AuditRecord($"{i}", Noon, actor, "fix.applied", "src/Cart.cs", "naïve 🌿\nsecond line"))]);
        var file = new MemoryStream();
        _ = await AuditExport.WriteAsync(store, file, Key, Noon);
        return Encoding.UTF8.GetString(file.ToArray()).TrimEnd().Split('\n');
    }

    private static Task<ExportedAudit> ReadAsync(string[] lines) => AuditExport.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
