namespace Prunella.Telemetry.Live;

/// <summary>How much of what a service has ever done since the baseline began it does in the newest window. Immutable.</summary>
/// <param name="Service">The service.</param>
/// <param name="Operations">Operations that are known of it.</param>
/// <param name="OperationsNow">Of these, those that were seen in the newest window.</param>
/// <param name="Statements">Log statements that are known of it.</param>
/// <param name="StatementsNow">Of these, those that were seen in the newest window.</param>
public sealed record LiveCoverage(string Service, int Operations, int OperationsNow, int Statements, int StatementsNow);
