using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Stores;

/// <summary>The memory of a project. Thread-safe; many processes may use the same one at once where it is kept outside of the process.</summary>
/// <remarks>Every method throws <see cref="StoreUnavailableException"/> while the store can not be reached.</remarks>
public interface IPatternStore : IAsyncDisposable
{
    /// <summary>Whose memory it is.</summary>
    string Project { get; }

    /// <summary>Writes changes in their order, all or none. What was written before changes nothing: a writer that does not know whether it succeeded writes again.</summary>
    /// <returns>How many changed something.</returns>
    /// <exception cref="ArgumentException">A change can not be kept; none of them is.</exception>
    ValueTask<int> WriteAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default);

    /// <summary>The learnings that answer to one of the names of an error, in the order of their ids.</summary>
    ValueTask<IReadOnlyList<Learning>> FindLearningsAsync(Fingerprint fingerprint, CancellationToken cancellationToken = default);

    /// <summary>A learning by its id, or the one it was merged into; null where there is none.</summary>
    ValueTask<Learning?> FindLearningAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Learnings in the order of their ids.</summary>
    /// <param name="after">Only those with a greater id; empty for all. Ids are compared by their characters, not by a language.</param>
    /// <param name="most">How many at most; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<Learning>> ListLearningsAsync(string after, int most, CancellationToken cancellationToken = default);

    /// <summary>Vectors that a model made, in the order of their learnings' ids.</summary>
    /// <param name="model">The model.</param>
    /// <param name="after">Only those of learnings with a greater id; empty for all.</param>
    /// <param name="most">How many at most; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<LearningVector>> ListVectorsAsync(string model, string after, int most, CancellationToken cancellationToken = default);

    /// <summary>The learnings whose vectors are nearest to one, the nearest first; null where this store can not compare vectors by itself: then read them and compare.</summary>
    /// <param name="model">The model that made the vector; only vectors of the same model and length are compared.</param>
    /// <param name="vector">What is asked; 1 to 4,096 numbers.</param>
    /// <param name="most">How many at most; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<NearLearning>?> NearestAsync(string model, ReadOnlyMemory<float> vector, int most, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<NearLearning>?>(null);

    /// <summary>All known errors that were stored, by their ids.</summary>
    ValueTask<IReadOnlyList<StoredPattern>> ListPatternsAsync(CancellationToken cancellationToken = default);

    /// <summary>What was seen under an exact name; null where nothing was.</summary>
    ValueTask<ErrorGroup?> FindErrorAsync(string exact, CancellationToken cancellationToken = default);

    /// <summary>Errors, those seen last first.</summary>
    ValueTask<IReadOnlyList<ErrorGroup>> ListErrorsAsync(int most, CancellationToken cancellationToken = default);

    /// <summary>The commits behind an error, the surest first.</summary>
    /// <param name="fingerprint">One of its names.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<CausalityEdge>> FindEdgesAsync(string fingerprint, CancellationToken cancellationToken = default);

    /// <summary>How healing is set, by name.</summary>
    ValueTask<IReadOnlyList<HealingSetting>> ListSettingsAsync(CancellationToken cancellationToken = default);

    /// <summary>Rows of the audit after a place, in order.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> ReadAuditAsync(long after, int most, CancellationToken cancellationToken = default);

    /// <summary>The newest row of the audit.</summary>
    ValueTask<AuditHead> ReadAuditHeadAsync(CancellationToken cancellationToken = default);

    /// <summary>How much there is.</summary>
    ValueTask<StoreCounts> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes what is beyond the limits of <see cref="StoreOptions"/>; stores do it themselves now and then.</summary>
    /// <returns>How many occurrences and errors were removed.</returns>
    ValueTask<int> TrimAsync(CancellationToken cancellationToken = default);
}
