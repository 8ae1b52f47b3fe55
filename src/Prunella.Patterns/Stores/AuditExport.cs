using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prunella.Patterns.Signing;

namespace Prunella.Patterns.Stores;

/// <summary>The audit as a file that can be checked without the store: a line of JSON for its project, one for each row, and one at the end that is signed.</summary>
/// <remarks>The end names how many rows there are and the hash of the newest. Each hash covers the row before, so the signature of the end stands for all of them.</remarks>
public static class AuditExport
{
    private const string Kind = "audit/1";
    private const int Page = 1_000;

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <summary>Writes the rows that are there now.</summary>
    /// <param name="store">Whose audit.</param>
    /// <param name="file">Where to.</param>
    /// <param name="key">Signs it.</param>
    /// <param name="at">The time now.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The newest row that was written.</returns>
    /// <exception cref="InvalidDataException">The audit is broken; the message names the row. What was written is no export.</exception>
    public static async Task<AuditHead> WriteAsync(IPatternStore store, Stream file, SigningKey key, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(key);
        AuditHead head = await store.ReadAuditHeadAsync(cancellationToken).ConfigureAwait(false), last = AuditHead.Empty;
        await LineAsync(file, Begin(store.Project), cancellationToken).ConfigureAwait(false);
        while (last.Sequence < head.Sequence)
        {
            IReadOnlyList<AuditEntry> rows = await store.ReadAuditAsync(last.Sequence, (int)Math.Min(Page, head.Sequence - last.Sequence), cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0)
                throw new InvalidDataException($"The audit had {head.Sequence} rows, but ends after {last.Sequence}.");
            foreach (AuditEntry row in rows)
            {
                if (AuditChain.FaultOf(store.Project, row, last) is { } fault)
                    throw new InvalidDataException($"The audit is broken at row {last.Sequence + 1}: {fault}");
                await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(row, StoreJson.Default.AuditEntry), cancellationToken).ConfigureAwait(false);
                await file.WriteAsync(LineEnd, cancellationToken).ConfigureAwait(false);
                last = new AuditHead(row.Sequence, row.Hash);
            }
        }

        if (last.Hash != head.Hash)
            throw new InvalidDataException($"Row {last.Sequence} of the audit is not the one that was the newest: the chain was written anew.");
        JsonObject end = Begin(store.Project);
        (end["rows"], end["hash"], end["at"]) = (last.Sequence, last.Hash, at.ToUniversalTime().ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        SignedJson.Sign(end, key);
        await LineAsync(file, end, cancellationToken).ConfigureAwait(false);
        return last;
    }

    /// <summary>Checks a file, row by row.</summary>
    /// <exception cref="FormatException">It is no such file.</exception>
    public static async Task<ExportedAudit> ReadAsync(Stream file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        string project = await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } first && ObjectOf(first) is { } begin && TextOf(begin, "prunella") == Kind
            ? TextOf(begin, "project") : throw new FormatException($"It is no audit of the kind '{Kind}'.");
        AuditHead last = AuditHead.Empty;
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            JsonObject each = ObjectOf(line);
            if (each.ContainsKey("prunella"))
                return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is null
                    ? End(project, last, each) : new ExportedAudit(project, Broken(last, "There are lines after the end."), last, SignedJson.Check(each), TimeOf(each));
            AuditEntry row = RowOf(line);
            if (AuditChain.FaultOf(project, row, last) is { } fault)
                return new ExportedAudit(project, Broken(last, fault), last, SignatureCheck.NotSigned, null);
            last = new AuditHead(row.Sequence, row.Hash);
        }

        return new ExportedAudit(project, Broken(last, "The end of the file is missing."), last, SignatureCheck.NotSigned, null);
    }

    private static ExportedAudit End(string project, AuditHead last, JsonObject end)
    {
        string? fault = TextOf(end, "project") != project ? "The end is of another project."
            : end["rows"] is not JsonValue value || !value.TryGetValue(out long rows) || rows != last.Sequence || TextOf(end, "hash") != last.Hash ? "Rows before the end are missing, or not its own." : null;
        return new ExportedAudit(project, fault is null ? new AuditVerdict(last.Sequence, null, null) : Broken(last, fault), last, SignedJson.Check(end), TimeOf(end));
    }

    private static AuditVerdict Broken(AuditHead last, string fault) => new(last.Sequence, last.Sequence + 1, fault);

    private static JsonObject Begin(string project) => new() { ["prunella"] = Kind, ["project"] = project };

    private static JsonObject ObjectOf(string line) => SignedJson.Parse(line) as JsonObject ?? throw new FormatException("A line is no object.");

    private static string TextOf(JsonObject map, string name) => map[name] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new FormatException($"'{name}' is missing.");

    private static DateTimeOffset? TimeOf(JsonObject map) =>
        DateTimeOffset.TryParse(TextOf(map, "at"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind, out DateTimeOffset at) ? at : null;

    private static AuditEntry RowOf(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, StoreJson.Default.AuditEntry) is { Record: { Id: not null, Actor: not null, Action: not null, Subject: not null, Detail: not null }, Previous: not null, Hash: not null } row
                ? row : throw new FormatException("A row lacks a part.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"A row can not be read: {error.Message}", error);
        }
    }

    private static async Task LineAsync(Stream file, JsonObject line, CancellationToken cancellationToken)
    {
        await file.WriteAsync(Encoding.UTF8.GetBytes(line.ToJsonString()), cancellationToken).ConfigureAwait(false);
        await file.WriteAsync(LineEnd, cancellationToken).ConfigureAwait(false);
    }
}
