using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Known;
using Prunella.Patterns.Safety;
using Prunella.Patterns.Scrubbing;
using Prunella.Recovery;

namespace Prunella.Patterns.Incidents;

/// <summary>Names the errors behind incidents by their fingerprints and the known patterns, and remembers in this process which remedy helped. Thread-safe.</summary>
public sealed class ErrorMemory : IErrorMemory
{
    /// <summary>The most errors whose remedies are remembered; beyond, new ones are not.</summary>
    public const int MostErrors = 4_096;

    private const int MostRemedies = 32; // of one error
    private const int MostShown = 200;
    private readonly Lazy<PatternLookup> _lookup;
    private readonly Scrubber _scrubber;

    // Not one that learns: the name of an error must be the same next time.
    private readonly Fingerprinter _fingerprinter = new(new HelperModel());
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, FixRecord>> _remedies = new(StringComparer.Ordinal);
    private readonly Dictionary<IncidentId, string> _incidents = [];
    private volatile bool _learned;

    /// <param name="library">The known patterns; those that are shipped where null.</param>
    /// <param name="scrubber">Takes secrets out; one with the defaults where null.</param>
    public ErrorMemory(PatternLibrary? library = null, Scrubber? scrubber = null)
    {
        // Read when the first error comes, not when the program starts.
        _lookup = new Lazy<PatternLookup>(() => new PatternLookup(library ?? PatternLibrary.Seeds));
        _scrubber = scrubber ?? new Scrubber();
    }

    /// <inheritdoc/>
    public RecognisedError? Recognise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string clean = _scrubber.Scrub(text);
        PatternMatch? known = _lookup.Value.Look(clean, 1) is [{ Tier: LookupTier.Recognised } match] ? match : null;
        ErrorEvent? error = ErrorIn(clean);
        if (error is null && known is null)
            return null;
        string said = error is null ? known!.Why : error.Message.Length > 0 ? $"{error.Type}: {error.Message.Split('\n')[0]}" : error.Type;
        return new RecognisedError(error is null ? $"pattern:{known!.Pattern.Id}" : _fingerprinter.Of(error).Core, said.Length > MostShown ? said[..MostShown] + "…" : said)
        {
            Pattern = known?.Pattern.Id,
            Suggestion = known is null ? null : known.Pattern.Action is null ? known.Pattern.Fix : $"{known.Pattern.Fix} (prunella patterns apply {known.Pattern.Id} --dry-run)",
            Confidence = known?.Confidence ?? 0,
            Why = known?.Why ?? "",
        };
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
        if (NameOf(text) is { } name)
            Note(name, action, helped);
    }

    /// <summary>Takes what a journal tells of errors and remedies, in its order: so what helped is known after a restart too. Other facts are passed over.</summary>
    public void Take(JournalEvent fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (fact.Incident is not { } incident)
            return;
        switch (fact)
        {
            case IncidentOpened opened when NameOf(string.Join('\n', [opened.Cause, .. opened.Evidence])) is { } name:
                lock (_lock)
                {
                    if (_incidents.Count == MostErrors)
                        _incidents.Clear();
                    _incidents[incident] = name;
                }

                break;
            case ActionVerified verified:
                string? known;
                lock (_lock)
                    _ = _incidents.TryGetValue(incident, out known);
                if (known is not null)
                    Note(known, verified.Action, verified.Verdict == ActionVerdict.Better);
                break;
            default:
                break;
        }
    }

    private void Note(string name, string action, bool helped)
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
            remedies[action] = helped ? record with { Helped = record.Helped + 1 } : record with { Failed = record.Failed + 1 };
            _learned = true;
        }
    }

    private string? NameOf(string text) => ErrorIn(_scrubber.Scrub(text)) is { } error ? _fingerprinter.Of(error).Core : null;

    // With its trace where there is one; else the first line that names a type of error.
    private static ErrorEvent? ErrorIn(string text)
    {
        ErrorEvent whole = ErrorParser.Parse(text);
        return whole.Frames.Count > 0 ? whole : text.Split('\n').Select(ErrorParser.Parse).FirstOrDefault(static error => error.Type.Length > 0);
    }
}
