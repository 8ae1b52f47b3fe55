using Prunella.Journal;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Stores;
using Prunella.Recovery;

namespace Prunella.Patterns.Causality;

/// <summary>Says which commits of a project may have caused an error: those that are known from a store, then those that its trace and the history point at. Thread-safe.</summary>
/// <remarks>The history is read once for each commit that is checked out, within a time limit.</remarks>
public sealed class CauseFinder
{
    // Of 59 bugs whose cause is known, the first commit named was the cause 19 times, one of the next four 10 times.
    private const double First = 0.32, Later = 0.04;
    private readonly string _directory;
    private readonly IPatternStore? _store;
    private readonly CauseOptions _options;
    private volatile History? _history;

    /// <param name="directory">A directory within the work tree.</param>
    /// <param name="store">Knows commits that were shown to have caused errors; null for none.</param>
    /// <param name="options">How far the history is asked; the defaults where null.</param>
    public CauseFinder(string directory, IPatternStore? store = null, CauseOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        (_directory, _store, _options) = (directory, store, options ?? new CauseOptions());
    }

    /// <summary>The commits behind an error.</summary>
    /// <returns>Null where the directory is in no git repository and nothing is known from the store.</returns>
    public async Task<SuspectedCauses?> FindAsync(ErrorEvent error, Fingerprint fingerprint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(error);
        ArgumentNullException.ThrowIfNull(fingerprint);
        (IReadOnlyList<CausalityEdge> edges, string? storeNote) = await EdgesAsync(fingerprint, cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<Commit>? history, string? note) = await HistoryAsync(cancellationToken).ConfigureAwait(false);
        note ??= storeNote;
        if (history is null)
            return edges.Count == 0 && note is null ? null : new SuspectedCauses([.. edges.Take(_options.MostNamed).Select(edge => Known(edge, null))], 0, note);
        SuspectedCommit[] known = [.. edges.Take(_options.MostNamed).Select(edge => Known(edge, history))];
        IEnumerable<SuspectedCommit> suspected = CausalityRanker.Rank([FailureEvidence.Of(error)], history)
            .Where(suspect => suspect.Why.Count > 0 && !known.Any(edge => Same(edge.Commit, suspect.Commit.Id)))
            .Take(_options.MostNamed - known.Length).Select(static (suspect, place) => Suspected(suspect, place));
        return new SuspectedCauses([.. known, .. suspected], history.Count, note);
    }

    private async Task<(IReadOnlyList<CausalityEdge> Edges, string? Note)> EdgesAsync(Fingerprint fingerprint, CancellationToken cancellationToken)
    {
        if (_store is null)
            return ([], null);
        try
        {
            List<CausalityEdge> edges = [];
            foreach (string name in Learning.NamesOf(fingerprint))
            {
                foreach (CausalityEdge edge in await _store.FindEdgesAsync(name, cancellationToken).ConfigureAwait(false))
                {
                    if (!edges.Exists(other => Same(other.Commit, edge.Commit)))
                        edges.Add(edge);
                }
            }

            return ([.. edges.OrderByDescending(static edge => edge.Confirmed).ThenByDescending(static edge => edge.Strength)], null);
        }
        catch (StoreUnavailableException away)
        {
            return ([], $"commits that are known can not be had: {away.Message}");
        }
    }

    private async Task<(IReadOnlyList<Commit>? Commits, string? Note)> HistoryAsync(CancellationToken cancellationToken)
    {
        var git = new GitHistory(_directory);
        using var late = new CancellationTokenSource(_options.TimeLimit, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            if (await git.HeadAsync(either.Token).ConfigureAwait(false) is not { } head)
                return (null, null);
            if (_history is { } read && read.Head == head)
                return (read.Commits, null);
            IReadOnlyList<Commit> commits = await git.ReadAsync(_options.MostCommits, cancellationToken: either.Token).ConfigureAwait(false);
            _history = new History(head, commits); // of two at once the last stays; both are right
            return (commits, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, FormattableString.Invariant($"the history could not be read within {_options.TimeLimit.TotalSeconds:0.#} s"));
        }
        catch (InvalidOperationException error)
        {
            return (null, error.Message);
        }
    }

    private static SuspectedCommit Known(CausalityEdge edge, IReadOnlyList<Commit>? history)
    {
        Commit? commit = history?.FirstOrDefault(one => Same(one.Id, edge.Commit));
        return new SuspectedCommit(commit?.Id ?? edge.Commit, commit?.Time, commit?.Subject ?? "", edge.Strength, edge.Confirmed, edge.Why);
    }

    private static SuspectedCommit Suspected(CommitSuspect suspect, int place) =>
        new(suspect.Commit.Id, suspect.Commit.Time, suspect.Commit.Subject, place == 0 ? First : Later, Known: false, string.Join("; ", suspect.Why));

    // A person may have named it by the beginning of its hash.
    private static bool Same(string one, string other) => one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);

    private sealed record History(string Head, IReadOnlyList<Commit> Commits);
}
