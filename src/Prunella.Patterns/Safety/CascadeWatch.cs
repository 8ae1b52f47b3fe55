using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Sees fixes that beget the next error, and files that are healed again and again. Thread-safe.</summary>
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

    /// <summary>Notes that a fix was carried out.</summary>
    public void Note(PlannedFix plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        lock (_lock)
        {
            _applied.Enqueue(new Applied(plan.Id, [.. plan.Effects.Select(static effect => effect.Path)], _time.GetTimestamp()));
            if (_applied.Count > MostApplied)
                _ = _applied.Dequeue();
        }
    }

    /// <summary>Why a plan should not be carried out now; null where nothing speaks against it.</summary>
    public string? Against(PlannedFix plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        lock (_lock)
        {
            while (_applied.TryPeek(out Applied? oldest) && _time.GetElapsedTime(oldest.At) >= _options.Window)
                _ = _applied.Dequeue();
            if (_applied.Count >= _options.MostInAll)
                return $"{_applied.Count} fixes were carried out within {_options.Window.TotalHours:0.#} hours";
            foreach (ProjectPath path in plan.Effects.Select(static effect => effect.Path))
            {
                int times = _applied.Count(applied => applied.Files.Contains(path));
                if (times >= _options.MostPerFile)
                    return $"{path} was healed {times} times within {_options.Window.TotalHours:0.#} hours, and is not well";
            }

            return null;
        }
    }

    /// <summary>Notes an error.</summary>
    /// <param name="fingerprint">Its name.</param>
    /// <param name="files">The files of its trace, as far as known, by their paths or the ends of them.</param>
    /// <returns>The fix that it is laid to: one that was carried out a short while ago, where the error was never seen before. Of several, the newest that changed one of the files comes first. Null where it is laid to none.</returns>
    public string? Blame(string fingerprint, IReadOnlyList<string> files)
    {
        ArgumentException.ThrowIfNullOrEmpty(fingerprint);
        ArgumentNullException.ThrowIfNull(files);
        lock (_lock)
        {
            if (_errors.Count == MostErrors)
                _errors.Clear();
            if (!_errors.Add(fingerprint))
                return null;
            Applied[] recent = [.. _applied.Reverse().Where(applied => _time.GetElapsedTime(applied.At) < _options.Suspicion)];
            return (recent.FirstOrDefault(applied => applied.Files.Any(path => files.Any(file => SameFile(path.Value, file)))) ?? recent.FirstOrDefault())?.Fix;
        }
    }

    private static bool SameFile(string path, string file)
    {
        string other = file.Replace('\\', '/');
        return other == path || other.EndsWith("/" + path, StringComparison.Ordinal) || path.EndsWith("/" + other, StringComparison.Ordinal);
    }

    private sealed record Applied(string Fix, ProjectPath[] Files, long At);
}
