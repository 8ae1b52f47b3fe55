namespace Prunella.Telemetry.Tests.ClickHouse;

/// <summary>A test that needs a ClickHouse server; skipped, with the reason, where there is none.</summary>
public sealed class ClickHouseFactAttribute : FactAttribute
{
    public ClickHouseFactAttribute() => Skip = ClickHouseServer.Missing;
}
