namespace Prunella.Journal;

/// <summary>For a while nobody is told of some components.</summary>
public sealed record AlertsSilenced : JournalEvent
{
    /// <summary>Which components; <c>*</c> stands for any text.</summary>
    public required string Components { get; init; }

    /// <summary>When it ends, by the wall clock; in the past where a silence was lifted.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Who asked.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
