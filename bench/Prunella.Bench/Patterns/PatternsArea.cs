namespace Prunella.Bench.Patterns;

/// <summary>The pattern memory: how fast text is scrubbed and errors are looked up, and whether the shared memory keeps what it was told.</summary>
internal sealed class PatternsArea : IArea
{
    public string Name => "patterns";

    public string Title => "Patterns: scrubbing and memory";

    public IReadOnlyList<string> Figures =>
    [
        "scrub_mb_per_cpu_s", "scrub_vs_gitleaks", "lookup_cache_ns", "lookup_sqlite_us", "lookup_postgres_us", "semantic_p95_ms", "semantic_recall_at_10",
        "lost_events", "duplicated_events",
    ];

    public IReadOnlyList<IMeasurement> Measurements => [new ScrubSpeed(), new CacheLookup(), new StoreLookup(), new SemanticLookup(), new SharedWriters()];
}
