namespace Prunella.Patterns.Actions;

/// <summary>A fix that was carried out.</summary>
/// <param name="Plan">What was done.</param>
/// <param name="Backup">Takes it back.</param>
/// <param name="Outputs">What its commands printed, in order.</param>
public sealed record AppliedFix(PlannedFix Plan, FixBackup Backup, IReadOnlyList<CommandResult> Outputs);
