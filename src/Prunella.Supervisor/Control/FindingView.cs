using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>What telemetry shows to be wrong, as operators see it.</summary>
public sealed record FindingView
{
    /// <summary>The name of the cause, the same each time it comes back.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of trouble it is, as <c>performance</c>.</summary>
    public required string Class { get; init; }

    /// <summary><c>notice</c>, <c>minor</c>, <c>major</c> or <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>How sure it is, from 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The finding in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Where the cause is suspected, in words.</summary>
    public required string Place { get; init; }

    /// <summary>The component that it is about; null where it is not known to be one.</summary>
    public ComponentName? Component { get; init; }

    /// <summary>Since when it is so.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was over; null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it was found.</summary>
    public required string Explanation { get; init; }

    /// <summary>What would confirm or refute it.</summary>
    public required string Confirmation { get; init; }

    /// <summary>What speaks for it, one reference a line.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}
