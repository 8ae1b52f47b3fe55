namespace Prunella.Patterns.Stores;

/// <summary>Whether an audit is as it was written.</summary>
/// <param name="Rows">How many rows were checked.</param>
/// <param name="BrokenAt">The place of the first row that is not as it was written, or is missing; null where all are.</param>
/// <param name="Fault">What is wrong with it; null where nothing is.</param>
public sealed record AuditVerdict(long Rows, long? BrokenAt, string? Fault)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsIntact => BrokenAt is null;
}
