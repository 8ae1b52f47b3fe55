using Prunella.Patterns.Known;
using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Incidents;

/// <summary>The known errors of a project: those that are shipped, and those in its store, also those that come while it runs. Thread-safe.</summary>
/// <param name="store">The project's own; null for those that are shipped alone.</param>
/// <param name="shipped">What is known besides; the seeds where null.</param>
/// <param name="onFault">Told where the store's can not be had; those known last count on then.</param>
public sealed class LivePatterns(IPatternStore? store, PatternLibrary? shipped = null, Action<Exception>? onFault = null)
{
    // Made when the first error comes, not when the program starts.
    private readonly Lazy<Known> _shipped = new(() => new Known(shipped ?? PatternLibrary.Seeds, []));
    private volatile Known? _own;

    /// <summary>What is known, as of the last <see cref="RefreshAsync"/>.</summary>
    public PatternLibrary Library => (_own ?? _shipped.Value).Library;

    /// <summary>Finds them.</summary>
    public PatternLookup Lookup => (_own ?? _shipped.Value).Lookup.Value;

    /// <summary>Looks whether the store has others by now. Costs one question to it where not.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default)
    {
        if (store is null)
            return;
        try
        {
            IReadOnlyList<StoredPattern> stored = await store.ListPatternsAsync(cancellationToken).ConfigureAwait(false);
            (string, DateTimeOffset)[] names = [.. stored.Select(static one => (one.Pattern.Id, one.At))];
            if (!names.SequenceEqual((_own ?? _shipped.Value).Names))
                _own = new Known(_shipped.Value.Library.With(PatternLibrary.Of([.. stored.Select(static one => one.Pattern)])), names);
        }
        catch (Exception error) when (error is StoreUnavailableException or FormatException)
        {
            onFault?.Invoke(error);
        }
    }

    private sealed class Known(PatternLibrary library, (string Id, DateTimeOffset At)[] names)
    {
        public PatternLibrary Library => library;

        public (string Id, DateTimeOffset At)[] Names => names;

        public Lazy<PatternLookup> Lookup { get; } = new(() => new PatternLookup(library));
    }
}
