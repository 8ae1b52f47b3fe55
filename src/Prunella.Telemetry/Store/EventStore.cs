using System.Globalization;
using System.Text;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Store;

/// <summary>Events on disk, column by column in blocks, in files by day. One process writes at a time; any number read.</summary>
/// <remarks>
/// <para>A block is written with one call, behind a header with checksums, each writer to files of its own. What a crash left half written at the end of a file is cut off when
/// the file is next opened for writing, and passed over by readers; what is whole before it stays.</para>
/// <para>Thread-safe.</para>
/// </remarks>
public sealed class EventStore : IDisposable
{
    private const int MostOpen = 64;
    private const string Extension = ".events", TemplatesFile = "templates.tsv", LockFile = "writing.lock";
    private readonly EventStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<EventFile> _open = [];
    private readonly Dictionary<ulong, (string Id, string Text)> _templates = [];
    private FileStream? _writing;

    /// <summary>Opens a store, or begins one.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="options">How much it keeps; null for the defaults.</param>
    /// <param name="time">The clock, for the age; null for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is too small.</exception>
    /// <exception cref="IOException">The folder can not be made or read.</exception>
    public EventStore(string folder, EventStoreOptions? options = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _options = options ?? new EventStoreOptions();
        _time = time ?? TimeProvider.System;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxBytes, 1 << 20, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxAge ?? TimeSpan.MaxValue, TimeSpan.FromDays(1), nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.FileBytes, 1 << 16, nameof(options));
        Folder = folder;
        _ = Directory.CreateDirectory(folder);
        LoadTemplates();
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>Its bytes on disk.</summary>
    public long Bytes => Files().Sum(static file => new FileInfo(file).Length);

    /// <summary>A sink for one thread.</summary>
    /// <exception cref="IOException">Another process writes to the store.</exception>
    public IEventSink OpenWriter()
    {
        lock (_lock)
            _writing ??= new FileStream(Path.Combine(Folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        return new EventWriter(this);
    }

    /// <summary>The events that a query wants: those of earlier days first, within a day as they were written.</summary>
    /// <param name="query">Which.</param>
    /// <param name="damaged">Is told of files with a damaged or half written block; null for nobody.</param>
    public IEnumerable<StoredEvent> Query(EventQuery query, Action<string>? damaged = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = new EventFilter(query, _templates);
        long found = 0;
        foreach (string file in Files())
        {
            if (!filter.MayHaveDay(DayOf(file)))
                continue;
            foreach ((BlockHeader header, byte[] bytes) in BlockFile.Read(file, filter.MayHave, damaged))
            {
                EventBlock block = EventBlock.Read(header, bytes);
                for (int i = 0; i < block.Count; i++)
                {
                    if (!filter.Has(block, i))
                        continue;
                    yield return filter.Event(block, i);
                    if (++found >= query.Limit)
                        yield break;
                }
            }
        }
    }

    /// <summary>Packs blocks that were written plain, and deletes days beyond the bounds.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            CloseFiles();
            foreach (string file in Files())
                BlockFile.Pack(file);
            Trim();
        }
    }

    /// <summary>Closes its files. Writers must have completed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            CloseFiles();
            _writing?.Dispose();
            _writing = null;
        }
    }

    internal void Append(EventWriter writer, long time, ReadOnlySpan<byte> block)
    {
        while (true)
        {
            EventFile file;
            lock (_lock)
                file = FileOf(writer, time);
            // Outside of the store's lock, so that writers do not wait for each other.
            if (!file.TryAppend(block))
                continue; // all were closed meanwhile
            if (file.Length < _options.FileBytes)
                return;
            lock (_lock)
            {
                _ = _open.Remove(file);
                file.Dispose();
                Trim();
            }

            return;
        }
    }

    /// <summary>Leaves a writer's files to the next one.</summary>
    internal void Release(EventWriter writer)
    {
        lock (_lock)
        {
            foreach (EventFile file in _open.Where(file => file.Writer == writer))
                file.Writer = null;
        }
    }

    /// <summary>Notes the templates of skeletons; the newest counts.</summary>
    internal void Remember(TemplateCatalog catalog)
    {
        lock (_lock)
        {
            using var file = new StreamWriter(Path.Combine(Folder, TemplatesFile), append: true, new UTF8Encoding(false));
            foreach ((ulong key, Template template) in catalog.BySkeleton)
            {
                if (_templates.TryGetValue(key, out (string Id, string Text) known) && known.Id == template.Id)
                    continue;
                _templates[key] = (template.Id, template.Text);
                file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key:x16}\t{template.Id}\t{Escaped(template.Text)}"));
            }
        }
    }

    private void LoadTemplates()
    {
        string path = Path.Combine(Folder, TemplatesFile);
        if (!File.Exists(path))
            return;
        foreach (string line in File.ReadLines(path))
        {
            string[] parts = line.Split('\t', 3);
            if (parts.Length == 3 && ulong.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong key))
                _templates[key] = (parts[1], parts[2].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal));
        }
    }

    private static string Escaped(string text) => text.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private EventFile FileOf(EventWriter writer, long ticks)
    {
        string day = Prefix(ticks);
        EventFile? file = _open.Find(open => open.Day == day && (open.Writer == writer || open.Writer is null));
        if (file is null)
        {
            if (_open.Count >= MostOpen)
                CloseFiles(); // a log that jumps between days
            file = new EventFile(PathOf(day), day);
            _open.Add(file);
        }

        file.Writer = writer;
        return file;
    }

    /// <summary>The last file of a day that has room and that nobody writes, or a new one.</summary>
    private string PathOf(string day)
    {
        string[] files = [.. Directory.EnumerateFiles(Folder, day + ".*" + Extension).Order(StringComparer.Ordinal)];
        string? last = Array.FindLast(files, file => new FileInfo(file).Length < _options.FileBytes && !IsOpen(file));
        int number = files.Length == 0 ? 0 : int.Parse(Path.GetFileName(files[^1]).Split('.')[1], CultureInfo.InvariantCulture);
        return last ?? Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{day}.{number + 1:d4}{Extension}"));
    }

    private bool IsOpen(string file) => _open.Exists(open => open.Path == Path.GetFullPath(file));

    private void CloseFiles()
    {
        foreach (EventFile file in _open)
        {
            file.Flush();
            file.Dispose();
        }

        _open.Clear();
    }

    /// <summary>Deletes the oldest files that are beyond the bounds; never one that is being written.</summary>
    private void Trim()
    {
        DateOnly oldest = _options.MaxAge is { } age ? DateOnly.FromDateTime((_time.GetUtcNow() - age).UtcDateTime) : DateOnly.MinValue;
        long bytes = Bytes;
        foreach (string file in Files())
        {
            if (IsOpen(file) || (DayOf(file) >= oldest && bytes <= _options.MaxBytes))
                continue;
            bytes -= new FileInfo(file).Length;
            File.Delete(file);
        }
    }

    private string[] Files() => [.. Directory.EnumerateFiles(Folder, "*" + Extension).Order(StringComparer.Ordinal)];

    private static string Prefix(long ticks) => new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly DayOf(string file) =>
        DateOnly.TryParseExact(Path.GetFileName(file).Split('.')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : DateOnly.MinValue;
}
