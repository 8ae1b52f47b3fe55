namespace Prunella.Patterns.Safety;

/// <summary>A fix that an error is laid to.</summary>
/// <param name="Fix">The fix.</param>
/// <param name="Backup">Where the texts from before lie; null where that is not known.</param>
/// <param name="Why">Why it is to blame, in words.</param>
public sealed record BlamedFix(string Fix, string? Backup, string Why);
