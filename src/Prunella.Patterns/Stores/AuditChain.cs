namespace Prunella.Patterns.Stores;

/// <summary>Checks the audit of a store.</summary>
public static class AuditChain
{
    private const int Page = 1_000;

    /// <summary>Reads the audit from its beginning and names the first row that was changed, put in or taken out.</summary>
    public static async Task<AuditVerdict> VerifyAsync(IPatternStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        // Read first: rows that come while we read are beyond it, and no fault.
        AuditHead head = await store.ReadAuditHeadAsync(cancellationToken).ConfigureAwait(false);
        AuditHead last = AuditHead.Empty;
        while (last.Sequence < head.Sequence)
        {
            IReadOnlyList<AuditEntry> rows = await store.ReadAuditAsync(last.Sequence, Page, cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0)
                return new AuditVerdict(last.Sequence, last.Sequence + 1, $"The chain had {head.Sequence} rows, but ends after {last.Sequence}.");
            foreach (AuditEntry row in rows)
            {
                if (FaultOf(store.Project, row, last) is { } fault)
                    return new AuditVerdict(last.Sequence, last.Sequence + 1, fault);
                last = new AuditHead(row.Sequence, row.Hash);
                if (row.Sequence == head.Sequence && row.Hash != head.Hash)
                    return new AuditVerdict(last.Sequence, row.Sequence, "It is not the row that was the newest: the chain was written anew.");
            }
        }

        IReadOnlyList<AuditEntry> beyond = head.Sequence == 0 ? await store.ReadAuditAsync(0, 1, cancellationToken).ConfigureAwait(false) : [];
        AuditHead now = beyond.Count == 0 ? head : await store.ReadAuditHeadAsync(cancellationToken).ConfigureAwait(false);
        return now.Sequence == 0 && beyond.Count > 0
            ? new AuditVerdict(0, beyond[0].Sequence, "There are rows, but no head: it was taken away.")
            : new AuditVerdict(last.Sequence, null, null);
    }

    /// <returns>What is wrong with a row that follows another; null where nothing is.</returns>
    internal static string? FaultOf(string project, AuditEntry row, AuditHead last)
    {
        if (row.Sequence != last.Sequence + 1)
            return $"Row {last.Sequence + 1} is missing; row {row.Sequence} follows.";
        if (row.Previous != last.Hash)
            return "It does not follow the row before it.";
        return row.Hash == AuditEntry.HashOf(project, row.Sequence, row.Previous, row.Record) ? null : "It was changed: its hash does not fit.";
    }
}
