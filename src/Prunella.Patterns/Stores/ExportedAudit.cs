using Prunella.Patterns.Signing;

namespace Prunella.Patterns.Stores;

/// <summary>What a file says that <see cref="AuditExport"/> wrote.</summary>
/// <param name="Project">Whose audit it is.</param>
/// <param name="Verdict">Whether its chain is whole, to the row that was the newest.</param>
/// <param name="Head">The newest row that was read.</param>
/// <param name="Signature">Whether it is as somebody has signed it.</param>
/// <param name="At">When it was written, as it says; null where its end is missing.</param>
public sealed record ExportedAudit(string Project, AuditVerdict Verdict, AuditHead Head, SignatureCheck Signature, DateTimeOffset? At);
