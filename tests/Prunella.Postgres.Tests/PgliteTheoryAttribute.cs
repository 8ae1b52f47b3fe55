namespace Prunella.Postgres.Tests;

/// <summary>A test with data that needs PostgreSQL with pgvector; skipped, with the reason, where there is none.</summary>
public sealed class PgliteTheoryAttribute : TheoryAttribute
{
    public PgliteTheoryAttribute() => Skip = PgliteServer.Missing;
}
