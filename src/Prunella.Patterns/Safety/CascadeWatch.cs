using System.Globalization;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Sees fixes that beget the next error, and files that are healed again and again. Thread-safe.</summary>
/// <remarks>By the wall clock: what it knows outlives a process, by <see cref="Restore"/>.</remarks>
public sealed class CascadeWatch
{
    private const int MostApplied = 1_000;
    private const int MostErrors = 20_000;
    private readonly CascadeOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Queue<Applied> _applied = new();
    private readonly HashSet<string> _errors = new(StringComparer.Ordinal);

    /// <param name="options">When it is too much; the defaults where null.</param>
    /// <param name="time">The clock; the system's where null.</param>
    public CascadeWatch(CascadeOptions? options = null, TimeProvider? time = null) => (_options, _time) = (options ?? new CascadeOptions(), time ?? TimeProvider.System);

    /// <summary>Takes up what a journal tells of fixes that were carried out, in its order, in place of what was known of them.</summary>
    public void Restore(IEnumerable<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        lock (_lock)
        {
            _applied.Clear();
            foreach (JournalEntry entry in entries)
            {
                if (entry.Event is FixFinished { Error: null } fix)
                    Add_NeedsLock(new Applied(fix.Fix, [.. fix.Files ?? []], [.. fix.Touches ?? []], fix.Against, fix.Backup, entry.Time));
            }
        }
    }

    /// <summary>Notes that a fix was carried out.</summary>
    /// <param name="fix">What was done.</param>
    /// <param name="occasion">What for; null where a person chose it.</param>
    public void Note(AppliedFix fix, FixOccasion? occasion = null)
    {
        ArgumentNullException.ThrowIfNull(fix);
        lock (_lock)
            Add_NeedsLock(new Applied(fix.Plan.Id, [.. fix.Plan.Effects.Select(static effect => effect.Path.Value)], [.. occasion?.Touches ?? []], occasion?.Against, fix.Backup.Folder, _time.GetUtcNow()));
    }

    /// <summary>Why a plan should not be carried out now; null where nothing speaks against it.</summary>
    public string? Against(PlannedFix plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        lock (_lock)
        {
            while (_applied.TryPeek(out Applied? oldest) && _time.GetUtcNow() - oldest.At >= _options.Window)
                _ = _applied.Dequeue();
            if (_applied.Count >= _options.MostInAll)
                return $"{_applied.Count} fixes were carried out within {Hours}";
            foreach (string path in plan.Effects.Select(static effect => effect.Path.Value))
            {
                int times = _applied.Count(applied => applied.Files.Contains(path));
                if (times >= _options.MostPerFile)
                    return $"{path} was healed {times} times within {Hours}, and is not well";
            }

            return null;
        }
    }

    /// <summary>Notes an error, and says which fix it is laid to.</summary>
    /// <returns>
    /// A fix that was carried out a short while before, for the component or one that it touches, where the error was never seen before or is the one that the
    /// fix was for. Of several, the newest that changed one of the files comes first. Null where it is laid to none.
    /// </returns>
    public BlamedFix? Blame(SeenError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        DateTimeOffset at = error.At ?? _time.GetUtcNow();
        lock (_lock)
        {
            if (_errors.Count == MostErrors)
                _errors.Clear();
            bool isNew = _errors.Add(error.Fingerprint) && !error.SeenBefore;
            Applied[] recent = [.. _applied.Reverse().Where(applied => applied.At <= at && at - applied.At < _options.Suspicion)];
            if (recent.FirstOrDefault(applied => applied.Against == error.Fingerprint && IsFor(applied, error.Component)) is { } vain)
                return Blamed(vain, $"the error {error.Fingerprint} that it was for came back {After(at - vain.At)} after it");
            if (!isNew)
                return null;
            Applied? cause = recent.FirstOrDefault(applied => Changed(applied, error.Files)) ?? recent.FirstOrDefault(applied => MayTouch(applied, error.Component));
            return cause is null ? null : Blamed(cause, $"the new error {error.Fingerprint} came {After(at - cause.At)} after it");
        }
    }

    private string Hours => string.Create(CultureInfo.InvariantCulture, $"{_options.Window.TotalHours:0.#} hours");

    private void Add_NeedsLock(Applied applied)
    {
        _applied.Enqueue(applied);
        if (_applied.Count > MostApplied)
            _ = _applied.Dequeue();
    }

    private static BlamedFix Blamed(Applied applied, string why) => new(applied.Fix, applied.Backup, why);

    private static bool IsFor(Applied applied, ComponentName? component) => applied.Touches is [var first, ..] && component == first;

    // Where neither knows of components, the one may have touched the other.
    private static bool MayTouch(Applied applied, ComponentName? component) => component is not { } where || applied.Touches.Length == 0 || applied.Touches.Contains(where);

    private static bool Changed(Applied applied, IReadOnlyList<string> files) => applied.Files.Any(path => files.Any(file => SameFile(path, file)));

    private static bool SameFile(string path, string file)
    {
        string other = file.Replace('\\', '/');
        return other == path || other.EndsWith("/" + path, StringComparison.Ordinal) || path.EndsWith("/" + other, StringComparison.Ordinal);
    }

    private static string After(TimeSpan time) => time < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s") : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min");

    private sealed record Applied(string Fix, string[] Files, ComponentName[] Touches, string? Against, string? Backup, DateTimeOffset At);
}
