namespace Prunella.Postgres.Tests;

/// <summary>A test that needs a PostgreSQL server; skipped, with the reason, where there is none.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresCluster.Missing;
}
