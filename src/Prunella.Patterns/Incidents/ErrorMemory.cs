using Prunella.Patterns.Errors;
using Prunella.Patterns.Known;
using Prunella.Patterns.Recall;
using Prunella.Patterns.Safety;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;
using Prunella.Recovery;

namespace Prunella.Patterns.Incidents;

/// <summary>Names the errors behind incidents by their fingerprints and the known patterns, and remembers which remedy helped: in this process, and in a store where there is one. Thread-safe.</summary>
public sealed class ErrorMemory : IErrorMemory
{
    /// <summary>The most errors whose remedies are remembered; beyond, new ones are not.</summary>
    public const int MostErrors = 4_096;

    private const int MostRemedies = 32; // of one error
    private const int MostShown = 200;
    private const int Page = 500;
    private readonly Lazy<PatternLookup> _lookup;
    private readonly Scrubber _scrubber;

    // Not one that learns: the name of an error must be the same next time.
    private readonly Fingerprinter _fingerprinter = new(new HelperModel());
    private readonly IPatternStore? _store;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _onFault;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, FixRecord>> _remedies = new(StringComparer.Ordinal);
    private volatile bool _learned;

    /// <param name="library">The known patterns; those that are shipped where null.</param>
    /// <param name="scrubber">Takes secrets out; one with the defaults where null.</param>
    /// <param name="store">Keeps what was seen and what helped; null keeps it in this process alone.</param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <param name="onFault">Told where the store does not take it; what was seen is named nevertheless.</param>
    public ErrorMemory(PatternLibrary? library = null, Scrubber? scrubber = null, IPatternStore? store = null, TimeProvider? time = null, Action<Exception>? onFault = null)
    {
        (_store, _time, _onFault) = (store, time ?? TimeProvider.System, onFault ?? (static _ => { }));
        // Read when the first error comes, not when the program starts.
        _lookup = new Lazy<PatternLookup>(() => new PatternLookup(library ?? PatternLibrary.Seeds));
        _scrubber = scrubber ?? new Scrubber();
    }

    /// <summary>Takes up what the store knows of remedies: from then on they count as if they had been tried here. Once, at the start.</summary>
    /// <exception cref="StoreUnavailableException">The store can not be reached.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken = default)
    {
        // Counted when all are read: one that has to begin again counts nothing twice.
        List<((string Action, string Error) Of, Learning Learning)> remedies = [];
        string after = RemedyLearning.Prefix;
        while (_store is not null && await _store.ListLearningsAsync(after, Page, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            int before = remedies.Count;
            remedies.AddRange(page.Select(static learning => (Of: RemedyLearning.Parse(learning.Id), Learning: learning)).TakeWhile(static each => each.Of is not null).Select(static each => (each.Of!.Value, each.Learning)));
            if (remedies.Count < before + page.Count)
                break; // in the order of their ids: there are no more
            after = page[^1].Id;
        }

        foreach (((string action, string error), Learning learning) in remedies)
            Count(error, action, learning.Successes, learning.Failures);
    }

    /// <inheritdoc/>
    public RecognisedError? Recognise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string clean = _scrubber.Scrub(text);
        PatternMatch? known = _lookup.Value.Look(clean, 1) is [{ Tier: LookupTier.Recognised } match] ? match : null;
        ErrorEvent? error = ErrorIn(clean);
        if (error is null)
            return known is null ? null : Named($"pattern:{known.Pattern.Id}", known.Why, known);
        string said = Said(error);
        Fingerprint names = _fingerprinter.Of(error);
        RecognisedError found = Named(names.Core, said, known);
        Keep(new ErrorOccurrence(Guid.NewGuid().ToString("N"), names, error.Type, said, "", _time.GetUtcNow()));
        return Learned(names) is { } learning ? found with { Suggestion = learning.Fix, Confidence = ConfidenceOf(learning).Mean, Why = WhyOf(learning) } : found;
    }

    /// <inheritdoc/>
    public string? RemedyFor(string text)
    {
        if (!_learned || NameOf(text) is not { } name)
            return null;
        lock (_lock)
        {
            return _remedies.TryGetValue(name, out Dictionary<string, FixRecord>? remedies)
                ? remedies.Where(static pair => pair.Value.Helped > pair.Value.Failed).OrderByDescending(static pair => pair.Value.LeastHelp).Select(static pair => pair.Key).FirstOrDefault() : null;
        }
    }

    /// <inheritdoc/>
    public void Learn(string text, string action, bool helped)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        if (ErrorIn(_scrubber.Scrub(text)) is not { } error)
            return;
        Fingerprint names = _fingerprinter.Of(error);
        Count(names.Core, action, helped ? 1 : 0, helped ? 0 : 1);
        Keep(RemedyLearning.Of(names, action, Said(error), _time.GetUtcNow()), new FixOutcome(Guid.NewGuid().ToString("N"), RemedyLearning.IdOf(names.Core, action), helped, _time.GetUtcNow()));
    }

    private void Count(string name, string action, int helped, int failed)
    {
        lock (_lock)
        {
            if (!_remedies.TryGetValue(name, out Dictionary<string, FixRecord>? remedies))
            {
                if (_remedies.Count == MostErrors)
                    return;
                _remedies[name] = remedies = new Dictionary<string, FixRecord>(StringComparer.Ordinal);
            }

            if (!remedies.TryGetValue(action, out FixRecord? record) && remedies.Count == MostRemedies)
                return;
            record ??= FixRecord.None;
            remedies[action] = record with { Helped = record.Helped + helped, Failed = record.Failed + failed };
            _learned = true;
        }
    }

    // What people or the generator have taught of it; remedies of recovery are its own affair.
    private Learning? Learned(Fingerprint names) => Asked(store => store.FindLearningsAsync(names))?
        .Where(static one => RemedyLearning.Parse(one.Id) is null && one.Fix.Length > 0).MaxBy(one => ConfidenceOf(one).Mean);

    private void Keep(params StoreChange[] changes) => Asked(store => store.WriteAsync(changes));

    // Called off the loop: it may wait.
    private T? Asked<T>(Func<IPatternStore, ValueTask<T>> ask)
    {
        if (_store is null)
            return default;
        try
        {
            return ask(_store).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            _onFault(error);
            return default;
        }
    }

    private static string WhyOf(Learning learning) => learning.Successes + learning.Failures is > 0 and var tries
        ? $"learned here: it helped {learning.Successes} of {tries} times" : "learned here, and not tried yet";

    private FixConfidence ConfidenceOf(Learning learning) =>
        FixConfidence.Of(RecallTier.Core, learning.Successes, learning.Failures, learning.LastTried is { } tried ? _time.GetUtcNow() - tried : TimeSpan.Zero);

    private static RecognisedError Named(string name, string said, PatternMatch? known) => new(name, said.Length > MostShown ? said[..MostShown] + "…" : said)
    {
        Pattern = known?.Pattern.Id,
        Suggestion = known is null ? null : known.Pattern.Action is null ? known.Pattern.Fix : $"{known.Pattern.Fix} (prunella patterns apply {known.Pattern.Id} --dry-run)",
        Confidence = known?.Confidence ?? 0,
        Why = known?.Why ?? "",
    };

    private static string Said(ErrorEvent error) => error.Message.Length > 0 ? $"{error.Type}: {error.Message.Split('\n')[0]}" : error.Type;

    private string? NameOf(string text) => ErrorIn(_scrubber.Scrub(text)) is { } error ? _fingerprinter.Of(error).Core : null;

    // With its trace where there is one; else the first line that names a type of error.
    private static ErrorEvent? ErrorIn(string text)
    {
        ErrorEvent whole = ErrorParser.Parse(text);
        return whole.Frames.Count > 0 ? whole : text.Split('\n').Select(ErrorParser.Parse).FirstOrDefault(static error => error.Type.Length > 0);
    }
}
