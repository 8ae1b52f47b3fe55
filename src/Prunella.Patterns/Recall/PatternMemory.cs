using Microsoft.Extensions.AI;
using Prunella.Patterns.Causality;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Recall;

/// <summary>Remembers: an error by its names, from the process or the store; else by meaning and words. Thread-safe.</summary>
/// <remarks>
/// It is no part of the healing path where that would wait: <see cref="TryRecall"/> answers at once from the process. Without a model, or while it fails,
/// words alone decide and the answer says so. Everything is scrubbed before it is stored or embedded, and again when it is answered: rules grow.
/// </remarks>
public sealed class PatternMemory : IDisposable
{
    private const int MostQuestion = 4_000;
    private const string NothingMeant = "found by words alone: no learning has been given to the model yet";
    private const int MostRenewals = 15; // a picture whose count of learnings is still right is read anew after so many ages

    private readonly IPatternStore _store;
    private readonly IEmbeddingGenerator<string, Embedding<float>>? _embeddings;
    private readonly string? _model;
    private readonly CauseFinder? _causes;
    private readonly RecallOptions _options;
    private readonly AnswerCache _cache;
    private readonly SemaphoreSlim _reading = new(1);
    private volatile LearningSearch? _search;
    private long _checked; // when the picture was last found to be right

    /// <param name="store">Where it is kept; not disposed with this.</param>
    /// <param name="embeddings">The model that tells what texts mean; null where there is none.</param>
    /// <param name="options">How it remembers; the defaults where null.</param>
    /// <param name="causes">Knows the history of the project; null where nobody does.</param>
    public PatternMemory(IPatternStore store, IEmbeddingGenerator<string, Embedding<float>>? embeddings = null, RecallOptions? options = null, CauseFinder? causes = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _options = options ?? new RecallOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MostCached, 16, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MostSearched, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MostMeanings, nameof(options));
        (_store, _embeddings, _causes) = (store, embeddings, causes);
        _model = embeddings is null ? null : ModelOf(embeddings);
        _cache = new AnswerCache(_options.MostCached, _options.CacheAge, _options.Time);
    }

    /// <summary>What the process remembers of an error without asking anybody: below a microsecond, nothing is allocated.</summary>
    /// <returns>False where the store must be asked.</returns>
    public bool TryRecall(Fingerprint fingerprint, out RecallAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        bool cached = _cache.TryGet(fingerprint.Exact, out RecallAnswer? known);
        answer = known ?? RecallAnswer.Nothing;
        return cached;
    }

    /// <summary>What is remembered of an error by its names.</summary>
    /// <exception cref="StoreUnavailableException">It is not in the process, and the store can not be reached.</exception>
    public ValueTask<RecallAnswer> RecallAsync(Fingerprint fingerprint, CancellationToken cancellationToken = default) =>
        TryRecall(fingerprint, out RecallAnswer answer) ? ValueTask.FromResult(answer) : AskAsync(fingerprint, cancellationToken);

    /// <summary>What is remembered of an error by its names, and then what is like it in meaning and words.</summary>
    /// <param name="fingerprint">Its names.</param>
    /// <param name="text">What was printed, or a question in free words.</param>
    /// <param name="most">How many answers at most; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store can not be reached.</exception>
    public async ValueTask<RecallAnswer> RecallAsync(Fingerprint fingerprint, string text, int most = 5, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        RecallAnswer named = await RecallAsync(fingerprint, cancellationToken).ConfigureAwait(false);
        if (named.Found.Count >= most || named.Found is [{ Tier: RecallTier.Exact or RecallTier.Core }, ..])
            return named with { Found = [.. named.Found.Take(most)] };
        RecallAnswer like = await SearchAsync(text, most, cancellationToken).ConfigureAwait(false);
        return new RecallAnswer(
            [.. named.Found, .. like.Found.Where(found => named.Found.All(other => other.Learning.Id != found.Learning.Id)).Take(most - named.Found.Count)], like.Note);
    }

    /// <summary>What is remembered of an error by its names, what is like it, and the commits that may have caused it.</summary>
    /// <param name="error">The error.</param>
    /// <param name="fingerprint">Its names.</param>
    /// <param name="text">What was printed.</param>
    /// <param name="most">How many answers at most; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store can not be reached.</exception>
    public async ValueTask<RecallAnswer> RecallAsync(ErrorEvent error, Fingerprint fingerprint, string text, int most = 5, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(error);
        RecallAnswer answer = await RecallAsync(fingerprint, text, most, cancellationToken).ConfigureAwait(false);
        return _causes is null ? answer : answer with { Causes = await _causes.FindAsync(error, fingerprint, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>What is like a text in meaning and words.</summary>
    /// <param name="text">What was printed, or a question in free words.</param>
    /// <param name="most">How many answers at most; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store can not be reached.</exception>
    public async ValueTask<RecallAnswer> SearchAsync(string text, int most = 5, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        string clean = _options.Scrubber.Scrub(text.Length > MostQuestion ? text[..MostQuestion] : text);
        LearningSearch search = await SearchAsync(cancellationToken).ConfigureAwait(false);
        (ReadOnlyMemory<float>? meaning, string? note) = search.Count == 0 ? (null, null) : await MeaningAsync(search, clean, cancellationToken).ConfigureAwait(false);
        List<Recollection> found = [];
        IReadOnlyList<NearLearning> near = meaning is { } vector ? await NearAsync(search, vector, cancellationToken).ConfigureAwait(false) : [];
        if (meaning is not null && near.Count == 0)
            note = NothingMeant;
        foreach ((string id, bool byMeaning, string why) in search.Find(clean, near, most))
        {
            // As it is now: it may have been tried, or merged, since the picture was made.
            if (await _store.FindLearningAsync(id, cancellationToken).ConfigureAwait(false) is { } learning && found.TrueForAll(other => other.Learning.Id != learning.Id))
                found.Add(Recollect(learning, byMeaning ? RecallTier.Semantic : RecallTier.Lexical, why));
        }

        return new RecallAnswer(found, note);
    }

    /// <summary>Remembers a learning, and what it means where there is a model.</summary>
    /// <returns>Whether it is new or newer than what was known.</returns>
    /// <exception cref="StoreUnavailableException">The store can not be reached.</exception>
    public async ValueTask<bool> LearnAsync(Learning learning, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(learning);
        bool changed = await _store.WriteAsync([learning], cancellationToken).ConfigureAwait(false) > 0;
        _cache.Clear();
        _search = null;
        if (changed)
            _ = await EmbedAsync([learning], cancellationToken).ConfigureAwait(false);
        return changed;
    }

    /// <summary>Remembers whether a fix helped; answers from now on count it in.</summary>
    /// <returns>False where it was known, or there is no such learning.</returns>
    /// <exception cref="StoreUnavailableException">The store can not be reached.</exception>
    public async ValueTask<bool> RecordAsync(FixOutcome outcome, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        bool changed = await _store.WriteAsync([outcome], cancellationToken).ConfigureAwait(false) > 0;
        _cache.Clear();
        return changed;
    }

    /// <summary>Asks the model what learnings mean, and stores it.</summary>
    /// <returns>How many have a meaning now: none where there is no model, or it fails.</returns>
    /// <exception cref="StoreUnavailableException">The store can not be reached.</exception>
    public async ValueTask<int> EmbedAsync(IReadOnlyList<Learning> learnings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(learnings);
        if (_embeddings is null || learnings.Count == 0)
            return 0;
        try
        {
            GeneratedEmbeddings<Embedding<float>> made = await _embeddings.GenerateAsync(
                learnings.Select(learning => _options.Scrubber.Scrub(LearningSearch.TextOf(learning))), cancellationToken: cancellationToken).ConfigureAwait(false);
            return await _store.WriteAsync(
                [.. made.Zip(learnings, (embedding, learning) => new LearningVector(learning.Id, _model!, embedding.Vector.ToArray()))], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or StoreUnavailableException))
        {
            return 0; // it is found by its words
        }
    }

    /// <summary>Lets go of what it holds in the process; the store is the caller's.</summary>
    public void Dispose() => _reading.Dispose();

    private async ValueTask<RecallAnswer> AskAsync(Fingerprint fingerprint, CancellationToken cancellationToken)
    {
        object asked = _cache.Begin();
        IReadOnlyList<Learning> learnings = await _store.FindLearningsAsync(fingerprint, cancellationToken).ConfigureAwait(false);
        RecallAnswer answer = learnings.Count == 0 ? RecallAnswer.Nothing : new RecallAnswer(
            [
                .. learnings.Select(learning => Named(learning, fingerprint)).OrderByDescending(static found => found.Confidence.Mean)
                    .ThenByDescending(static found => found.Confidence.AtLeast).ThenBy(static found => found.Learning.Id, StringComparer.Ordinal),
            ],
            null);
        _cache.Put(asked, fingerprint.Exact, answer);
        return answer;
    }

    // An error without a stack has one name for all three: what it says.
    private Recollection Named(Learning learning, Fingerprint fingerprint) =>
        fingerprint.Exact != fingerprint.Template && learning.Names.Contains(fingerprint.Exact) ? Recollect(learning, RecallTier.Exact, "it is the same error by the same way")
        : fingerprint.Core != fingerprint.Template && learning.Names.Contains(fingerprint.Core) ? Recollect(learning, RecallTier.Core, "it is the same fault, reached by another way")
        : Recollect(learning, RecallTier.Template, "it says the same");

    private Recollection Recollect(Learning learning, RecallTier tier, string why)
    {
        TimeSpan age = learning.LastTried is { } tried ? _options.Time.GetUtcNow() - tried : TimeSpan.Zero;
        int times = learning.Successes + learning.Failures;
        string outcomes = times == 0 ? "its fix was not tried yet" : $"its fix helped {learning.Successes} of {times} times";
        Learning clean = learning with { Problem = _options.Scrubber.Scrub(learning.Problem), Cause = _options.Scrubber.Scrub(learning.Cause), Fix = _options.Scrubber.Scrub(learning.Fix) };
        return new Recollection(clean, tier, FixConfidence.Of(tier, learning.Successes, learning.Failures, age), $"{why}; {outcomes}");
    }

    private async ValueTask<LearningSearch> SearchAsync(CancellationToken cancellationToken)
    {
        if (_search is { } search && _options.Time.GetElapsedTime(Volatile.Read(ref _checked)) < _options.SearchAge)
            return search;
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false); // one reads, the others wait for it
        try
        {
            long now = _options.Time.GetTimestamp();
            if (_search is { } read && (_options.Time.GetElapsedTime(_checked) < _options.SearchAge || await IsRightAsync(read, cancellationToken).ConfigureAwait(false)))
            {
                Volatile.Write(ref _checked, now);
                return read;
            }

            LearningSearch fresh = await LearningSearch.ReadAsync(_store, _model, _options, now, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _checked, now);
            return _search = fresh;
        }
        finally
        {
            _ = _reading.Release();
        }
    }

    // The vectors are in the process, or the store compares them where it can; where it can not they are read when they are first needed.
    private async ValueTask<IReadOnlyList<NearLearning>> NearAsync(LearningSearch search, ReadOnlyMemory<float> vector, CancellationToken cancellationToken)
    {
        if (search.Meanings is { } held)
            return held.Nearest(vector, LearningSearch.Candidates);
        if (await _store.NearestAsync(_model!, vector, LearningSearch.Candidates, cancellationToken).ConfigureAwait(false) is { } found)
            return found;
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_search is { Meanings: { } read } now && now.Begun == search.Begun)
                return read.Nearest(vector, LearningSearch.Candidates); // another question has read them meanwhile
            LearningMeanings meanings = await LearningMeanings.ReadAsync(_store, _model, _options.MostSearched, cancellationToken).ConfigureAwait(false);
            if (_search == search)
                _search = search.With(meanings);
            return meanings.Nearest(vector, LearningSearch.Candidates);
        }
        finally
        {
            _ = _reading.Release();
        }
    }

    private async ValueTask<bool> IsRightAsync(LearningSearch search, CancellationToken cancellationToken) =>
        _options.Time.GetElapsedTime(search.Begun) < _options.SearchAge * MostRenewals
        && (await _store.CountAsync(cancellationToken).ConfigureAwait(false)).Learnings == search.Count;

    private async ValueTask<(ReadOnlyMemory<float>? Meaning, string? Note)> MeaningAsync(LearningSearch search, string text, CancellationToken cancellationToken)
    {
        if (_embeddings is null)
            return (null, "found by words alone: there is no model that tells what they mean");
        if (search.Meanings is { Count: 0 })
            return (null, NothingMeant);
        using var patience = new CancellationTokenSource(_options.EmbeddingPatience, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            GeneratedEmbeddings<Embedding<float>> made = await _embeddings.GenerateAsync([text], cancellationToken: either.Token).ConfigureAwait(false);
            return made is [{ Vector: var vector }] ? (vector, null) : (null, "found by words alone: the model did not answer one vector");
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            string reason = patience.IsCancellationRequested ? "it did not answer in time" : _options.Scrubber.Scrub(error.Message);
            return (null, $"found by words alone: the model failed: {reason}");
        }
    }

    private static string ModelOf(IEmbeddingGenerator<string, Embedding<float>> embeddings)
    {
        var about = (EmbeddingGeneratorMetadata?)embeddings.GetService(typeof(EmbeddingGeneratorMetadata));
        string name = $"{about?.DefaultModelId ?? embeddings.GetType().Name}/{about?.DefaultModelDimensions?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "own"}";
        return name.Length > 100 ? name[..100] : name;
    }
}
