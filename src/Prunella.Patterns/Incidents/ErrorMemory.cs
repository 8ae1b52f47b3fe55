using Prunella.Patterns.Causality;
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
    private const string PatternName = "pattern:";
    private readonly Scrubber _scrubber;
    private readonly FixRepair? _fixes;
    private readonly CauseFinder? _causes;

    // Not one that learns: the name of an error must be the same next time.
    private readonly Fingerprinter _fingerprinter = new(new HelperModel());
    private readonly IPatternStore? _store;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _onFault;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, FixRecord>> _remedies = new(StringComparer.Ordinal);
    private volatile bool _learned, _learnedByPattern;

    /// <param name="library">The known patterns; those that are shipped where null.</param>
    /// <param name="scrubber">Takes secrets out; one with the defaults where null.</param>
    /// <param name="store">Keeps what was seen and what helped; null keeps it in this process alone.</param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <param name="onFault">Told where the store does not take it; what was seen is named nevertheless.</param>
    /// <param name="fixes">Carries fixes out, and is told of errors that come after them; null where nobody does.</param>
    /// <param name="causes">Knows the history of the project; null where nobody does.</param>
    public ErrorMemory(
        PatternLibrary? library = null, Scrubber? scrubber = null, IPatternStore? store = null, TimeProvider? time = null, Action<Exception>? onFault = null, FixRepair? fixes = null,
        CauseFinder? causes = null)
    {
        (_store, _time, _onFault, _fixes, _causes) = (store, time ?? TimeProvider.System, onFault ?? (static _ => { }), fixes, causes);
        Patterns = new LivePatterns(store, library, _onFault);
        _scrubber = scrubber ?? new Scrubber();
    }

    /// <summary>The known errors: those that were given, and the store's own, as of the last error.</summary>
    public LivePatterns Patterns { get; }

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
    public RecognisedError? Recognise(Incident incident, string text)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(text);
        Patterns.RefreshAsync().AsTask().GetAwaiter().GetResult();
        string clean = _scrubber.Scrub(text);
        PatternMatch? known = KnownIn(clean);
        ErrorEvent? error = ErrorIn(clean);
        if (error is null && known is null)
            return null;
        (Fingerprint names, string type, string said) = error is null ? (NamesOf(known!), "", known!.Why) : (_fingerprinter.Of(error), error.Type, Said(error));
        RecognisedError found = Named(names.Core, said, known);
        bool seenBefore = Asked(store => store.FindErrorAsync(names.Exact)) is not null;
        Keep(new ErrorOccurrence(Guid.NewGuid().ToString("N"), names, type, said, incident.Component.Value, _time.GetUtcNow()));
        Learning? learning = Learned(names);
        if (learning is not null)
            found = found with { Tier = "learned", Suggestion = learning.Fix, Confidence = ConfidenceOf(learning).Mean, Why = WhyOf(learning) };
        // The pattern that a learning belongs to was found by the error itself; the other by its words.
        ErrorPattern? pattern = learning?.Pattern is { Length: > 0 } of && Patterns.Library.Find(of) is { Action: not null } own ? own : known?.Pattern;
        return WithFix(incident, found, pattern, new SeenError(names.Core, [.. (error?.Frames ?? []).Select(static frame => frame.File).OfType<string>()]) { SeenBefore = seenBefore });
    }

    /// <inheritdoc/>
    public SuspectedCauses? CausesOf(Incident incident, string text) =>
        _causes is null || ErrorIn(_scrubber.Scrub(text)) is not { } error ? null : _causes.FindAsync(error, _fingerprinter.Of(error)).GetAwaiter().GetResult();

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
    public void Learn(Incident incident, string text, string action, bool helped)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentException.ThrowIfNullOrEmpty(action);
        if (action == FixRepair.ActionName)
            _fixes?.Judge(incident, helped);
        string clean = _scrubber.Scrub(text);
        PatternMatch? known = null;
        if (ErrorIn(clean) is not { } error)
        {
            error = null;
            if ((known = KnownIn(clean)) is null)
                return;
        }

        Fingerprint names = error is null ? NamesOf(known!) : _fingerprinter.Of(error);
        Count(names.Core, action, helped ? 1 : 0, helped ? 0 : 1);
        Keep(RemedyLearning.Of(names, action, error is null ? known!.Why : Said(error), _time.GetUtcNow()), new FixOutcome(Guid.NewGuid().ToString("N"), RemedyLearning.IdOf(names.Core, action), helped, _time.GetUtcNow()));
    }

    private RecognisedError WithFix(Incident incident, RecognisedError found, ErrorPattern? pattern, SeenError seen)
    {
        if (_fixes is null)
            return found;
        BlamedFix? blamed = _fixes.Blame(incident, seen with { Component = incident.Component, At = incident.OpenedAt });
        string? back = blamed is null ? null : $"{blamed.Why}, so {blamed.Fix} is set apart{(blamed.Backup is { } backup ? $"; to take it back: prunella patterns revert {Path.GetFileName(backup)}" : "")}";
        string? fix = _fixes.Prepare(incident, found.Fingerprint, pattern);
        return found with { Fix = back is null ? fix : fix is null ? back : $"{back}; {fix}" };
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
            _learnedByPattern |= name.StartsWith(PatternName, StringComparison.Ordinal);
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
        Tier = known is null ? "" : "recognised",
        Suggestion = known is null ? null : known.Pattern.Action is null ? known.Pattern.Fix : $"{known.Pattern.Fix} (prunella patterns apply {known.Pattern.Id} --dry-run)",
        Confidence = known?.Confidence ?? 0,
        Why = known?.Why ?? "",
    };

    private static string Said(ErrorEvent error) => error.Message.Length > 0 ? $"{error.Type}: {error.Message.Split('\n')[0]}" : error.Type;

    // Where no type of error is named, the pattern gives it its name; it is looked for only where something was learned by such a name.
    private string? NameOf(string text)
    {
        string clean = _scrubber.Scrub(text);
        return ErrorIn(clean) is { } error ? _fingerprinter.Of(error).Core : _learnedByPattern && KnownIn(clean) is { } known ? NamesOf(known).Core : null;
    }

    private PatternMatch? KnownIn(string clean) => Patterns.Lookup.Look(clean, 1) is [{ Tier: LookupTier.Recognised } match] ? match : null;

    private static Fingerprint NamesOf(PatternMatch known) => new(PatternName + known.Pattern.Id, PatternName + known.Pattern.Id, PatternName + known.Pattern.Id);

    // With its trace where there is one; else the first line that names a type of error.
    private static ErrorEvent? ErrorIn(string text)
    {
        ErrorEvent whole = ErrorParser.Parse(text);
        return whole.Frames.Count > 0 ? whole : text.Split('\n').Select(ErrorParser.Parse).FirstOrDefault(static error => error.Type.Length > 0);
    }
}
