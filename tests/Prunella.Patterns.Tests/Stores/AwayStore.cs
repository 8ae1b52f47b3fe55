using Prunella.Patterns.Errors;
using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Tests.Stores;

/// <summary>A store that is away when a test says so. It can take what it is given and still not answer, as when a connection breaks at the wrong moment.</summary>
public sealed class AwayStore(IPatternStore inner) : IPatternStore
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool _isAway, _takesAndFails, _hangs;

    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    public bool TakesAndFails
    {
        get => _takesAndFails;
        set => _takesAndFails = value;
    }

    public bool Hangs
    {
        get => _hangs;
        set => _hangs = value;
    }

    /// <summary>What it names as nearest; null where it can not compare vectors.</summary>
    public IReadOnlyList<NearLearning>? Near { get; set; }

    /// <summary>How often its vectors were read.</summary>
    public int VectorReads { get; private set; }

    /// <summary>Each write that came through, in order.</summary>
    public List<StoreChange> Taken { get; } = [];

    /// <summary>Refuses these.</summary>
    public Func<StoreChange, bool> Refuses { get; set; } = static _ => false;

    /// <summary>Ends when a write was refused because the store is away.</summary>
    public Task Asked => _asked.Task;

    public string Project => inner.Project;

    private IPatternStore Reached => IsAway ? throw new StoreUnavailableException("away") : inner;

    public async ValueTask<int> WriteAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
    {
        if (Hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        if (IsAway)
        {
            _ = _asked.TrySetResult();
            throw new StoreUnavailableException("away");
        }

        if (changes.Any(Refuses))
            throw new ArgumentException("refused");
        int changed = await inner.WriteAsync(changes, cancellationToken);
        if (TakesAndFails)
            throw new StoreUnavailableException("the connection broke");
        lock (Taken)
            Taken.AddRange(changes);
        return changed;
    }

    public ValueTask<IReadOnlyList<Learning>> FindLearningsAsync(Fingerprint fingerprint, CancellationToken cancellationToken = default) => Reached.FindLearningsAsync(fingerprint, cancellationToken);

    public ValueTask<Learning?> FindLearningAsync(string id, CancellationToken cancellationToken = default) => Reached.FindLearningAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<Learning>> ListLearningsAsync(string after, int most, CancellationToken cancellationToken = default) => Reached.ListLearningsAsync(after, most, cancellationToken);

    public ValueTask<IReadOnlyList<LearningVector>> ListVectorsAsync(string model, string after, int most, CancellationToken cancellationToken = default)
    {
        VectorReads++;
        return Reached.ListVectorsAsync(model, after, most, cancellationToken);
    }

    public ValueTask<IReadOnlyList<NearLearning>?> NearestAsync(string model, ReadOnlyMemory<float> vector, int most, CancellationToken cancellationToken = default) =>
        Near is { } near ? ValueTask.FromResult<IReadOnlyList<NearLearning>?>([.. near.Take(most)]) : Reached.NearestAsync(model, vector, most, cancellationToken);

    public ValueTask<IReadOnlyList<StoredPattern>> ListPatternsAsync(CancellationToken cancellationToken = default) => Reached.ListPatternsAsync(cancellationToken);

    public ValueTask<ErrorGroup?> FindErrorAsync(string exact, CancellationToken cancellationToken = default) => Reached.FindErrorAsync(exact, cancellationToken);

    public ValueTask<IReadOnlyList<ErrorGroup>> ListErrorsAsync(int most, CancellationToken cancellationToken = default) => Reached.ListErrorsAsync(most, cancellationToken);

    public ValueTask<IReadOnlyList<CausalityEdge>> FindEdgesAsync(string fingerprint, CancellationToken cancellationToken = default) => Reached.FindEdgesAsync(fingerprint, cancellationToken);

    public ValueTask<IReadOnlyList<HealingSetting>> ListSettingsAsync(CancellationToken cancellationToken = default) => Reached.ListSettingsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAuditAsync(long after, int most, CancellationToken cancellationToken = default) => Reached.ReadAuditAsync(after, most, cancellationToken);

    public ValueTask<AuditHead> ReadAuditHeadAsync(CancellationToken cancellationToken = default) => Reached.ReadAuditHeadAsync(cancellationToken);

    public ValueTask<StoreCounts> CountAsync(CancellationToken cancellationToken = default) => Reached.CountAsync(cancellationToken);

    public ValueTask<int> TrimAsync(CancellationToken cancellationToken = default) => Reached.TrimAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask; // tests look into it afterwards
}
