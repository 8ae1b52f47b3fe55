namespace Prunella.Patterns.Stores;

/// <summary>The newest row of an audit, kept beside the chain: without it, rows cut off at the end would not be missed.</summary>
/// <param name="Sequence">Its place; 0 where there is none.</param>
/// <param name="Hash">Its hash; zeros where there is none.</param>
public sealed record AuditHead(long Sequence, string Hash)
{
    /// <summary>Of a chain without rows.</summary>
    public static AuditHead Empty { get; } = new(0, AuditEntry.Genesis);
}
