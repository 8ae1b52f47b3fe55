using System.Text.Json.Serialization;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>Something that a store is told. Each kind is the record that is remembered. The same key of the same kind never counts twice, however often it is written.</summary>
[JsonDerivedType(typeof(ErrorOccurrence), "occurrence")]
[JsonDerivedType(typeof(StoredPattern), "pattern")]
[JsonDerivedType(typeof(Learning), "learning")]
[JsonDerivedType(typeof(LearningMerge), "merge")]
[JsonDerivedType(typeof(LearningSplit), "split")]
[JsonDerivedType(typeof(FixOutcome), "outcome")]
[JsonDerivedType(typeof(LearningVector), "vector")]
[JsonDerivedType(typeof(CausalityEdge), "edge")]
[JsonDerivedType(typeof(HealingSetting), "setting")]
[JsonDerivedType(typeof(AuditRecord), "audit")]
public abstract record StoreChange
{
    private protected StoreChange()
    {
    }

    /// <summary>What makes it the same one when it comes again; 1 to 200 characters.</summary>
    [JsonIgnore]
    public abstract string Key { get; }

    /// <summary>As it may be kept: without secrets, texts cut to their limits, times to the microsecond. What was made so once stays as it is.</summary>
    /// <exception cref="ArgumentException">The key is empty or too long, or a required part is missing.</exception>
    public StoreChange ForStorage(Scrubber scrubber)
    {
        ArgumentNullException.ThrowIfNull(scrubber);
        StoredText.CheckKey(Key, GetType().Name);
        return Cleaned(scrubber);
    }

    private protected abstract StoreChange Cleaned(Scrubber scrubber);
}
