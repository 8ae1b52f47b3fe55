namespace Prunella.Postgres.Tests;

/// <summary>A test that needs PostgreSQL with pgvector; skipped, with the reason, where there is none.</summary>
public sealed class PgliteFactAttribute : FactAttribute
{
    public PgliteFactAttribute() => Skip = PgliteServer.Missing;
}
