namespace Prunella.Journal;

/// <summary>The telemetry of the running system shows something to be wrong, or worth a look. Told once for each cause, until <see cref="FindingEnded"/>.</summary>
public sealed record FindingMade : JournalEvent
{
    /// <summary>The name of the cause: the same each time it comes back, 16 hexadecimal digits.</summary>
    public required string Finding { get; init; }

    /// <summary>What kind of trouble it is: <c>performance</c>, <c>behaviour</c>, <c>coverage</c>, <c>errors</c>, <c>state</c>, <c>dependencies</c> or <c>documentation</c>.</summary>
    public required string Class { get; init; }

    /// <summary>How much it matters if it is true: <c>notice</c>, <c>minor</c>, <c>major</c> or <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>How sure it is, from 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The finding in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Where the cause is suspected, in words.</summary>
    public required string Place { get; init; }

    /// <summary>Since when it is so, by the wall clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What would confirm or refute it.</summary>
    public string Confirmation { get; init; } = "";

    /// <summary>What speaks for it, one reference a line: a number, a span by its trace, a record by its text.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}
