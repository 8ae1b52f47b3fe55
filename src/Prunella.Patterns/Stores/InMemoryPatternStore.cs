using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Stores;

/// <summary>A memory that ends with the process. Thread-safe.</summary>
/// <remarks>Learnings, patterns, edges, settings and the audit are as many as are written; occurrences and errors are bounded by the options.</remarks>
public sealed class InMemoryPatternStore : IPatternStore
{
    private readonly StoreOptions _options;
    private readonly Lock _lock = new();
    private readonly MemoryErrors _errors;
    private readonly MemoryLearnings _learnings = new();
    private readonly SortedDictionary<string, StoredPattern> _patterns = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, HealingSetting> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CausalityEdge> _edges = new(StringComparer.Ordinal);
    private readonly List<AuditEntry> _audit = [];
    private readonly HashSet<string> _audited = new(StringComparer.Ordinal);

    /// <param name="options">Whose memory it is and how it is kept; the defaults where null.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public InMemoryPatternStore(StoreOptions? options = null)
    {
        _options = options ?? new StoreOptions();
        _options.Validate();
        _errors = new MemoryErrors(_options);
    }

    /// <inheritdoc/>
    public string Project => _options.Project;

    /// <inheritdoc/>
    public ValueTask<int> WriteAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        cancellationToken.ThrowIfCancellationRequested();
        StoreChange[] clean = [.. changes.Select(change => change.ForStorage(_options.Scrubber))];
        lock (_lock)
            return ValueTask.FromResult(clean.Count(Apply_NeedsLock));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Learning>> FindLearningsAsync(Fingerprint fingerprint, CancellationToken cancellationToken = default) =>
        Read(() => _learnings.Find(Learning.NamesOf(fingerprint)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Learning?> FindLearningAsync(string id, CancellationToken cancellationToken = default) => Read(() => _learnings.Find(id), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Learning>> ListLearningsAsync(string after, int most, CancellationToken cancellationToken = default) =>
        Read(() => _learnings.List(after, most), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LearningVector>> ListVectorsAsync(string model, string after, int most, CancellationToken cancellationToken = default) =>
        Read(() => _learnings.Vectors(model, after, most), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredPattern>> ListPatternsAsync(CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<StoredPattern>>(() => [.. _patterns.Values], cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ErrorGroup?> FindErrorAsync(string exact, CancellationToken cancellationToken = default) => Read(() => _errors.Find(exact), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ErrorGroup>> ListErrorsAsync(int most, CancellationToken cancellationToken = default) => Read(() => _errors.List(most), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CausalityEdge>> FindEdgesAsync(string fingerprint, CancellationToken cancellationToken = default) => Read<IReadOnlyList<CausalityEdge>>(
        () =>
        [
            .. _edges.Values.Where(edge => edge.Fingerprint == fingerprint)
                .OrderByDescending(static edge => edge.Confirmed).ThenByDescending(static edge => edge.Strength).ThenBy(static edge => edge.Commit, StringComparer.Ordinal),
        ],
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HealingSetting>> ListSettingsAsync(CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<HealingSetting>>(() => [.. _settings.Values], cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditEntry>> ReadAuditAsync(long after, int most, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<AuditEntry>>(() => [.. _audit.Skip((int)after).Take(most)], cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AuditHead> ReadAuditHeadAsync(CancellationToken cancellationToken = default) => Read(Head_NeedsLock, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreCounts> CountAsync(CancellationToken cancellationToken = default) => Read(
        () => new StoreCounts(_errors.Count, _errors.Seen, _errors.Occurrences, _patterns.Count, _learnings.Count, _learnings.Outcomes, _learnings.Worked, _edges.Count, _audit.Count),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> TrimAsync(CancellationToken cancellationToken = default) => Read(_errors.Trim, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return ValueTask.FromResult(read());
    }

    private bool Apply_NeedsLock(StoreChange change) => change switch
    {
        ErrorOccurrence occurrence => _errors.Add(occurrence),
        Learning learning => _learnings.Put(learning),
        LearningMerge merge => _learnings.Merge(merge),
        LearningSplit split => _learnings.Split(split),
        FixOutcome outcome => _learnings.Record(outcome),
        LearningVector vector => _learnings.Put(vector),
        StoredPattern pattern => PutNewer(_patterns, pattern, static pattern => pattern.At),
        HealingSetting setting => PutNewer(_settings, setting, static setting => setting.At),
        CausalityEdge edge => PutNewer(_edges, edge, static edge => edge.At),
        AuditRecord record => Append_NeedsLock(record),
        _ => throw new NotSupportedException($"A {change.GetType().Name} can not be kept."),
    };

    private static bool PutNewer<T>(IDictionary<string, T> kept, T change, Func<T, DateTimeOffset> time)
        where T : StoreChange
    {
        if (kept.TryGetValue(change.Key, out T? old) && time(old) >= time(change))
            return false;
        kept[change.Key] = change;
        return true;
    }

    private bool Append_NeedsLock(AuditRecord record)
    {
        if (!_audited.Add(record.Id))
            return false;
        AuditHead head = Head_NeedsLock();
        _audit.Add(AuditEntry.After(Project, head.Sequence, head.Hash, record));
        return true;
    }

    private AuditHead Head_NeedsLock() => _audit.Count == 0 ? AuditHead.Empty : new AuditHead(_audit[^1].Sequence, _audit[^1].Hash);
}
