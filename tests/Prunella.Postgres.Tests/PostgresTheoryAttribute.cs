namespace Prunella.Postgres.Tests;

/// <summary>A test with data that needs a PostgreSQL server; skipped, with the reason, where there is none.</summary>
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresCluster.Missing;
}
