using Microsoft.Extensions.Logging;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>The kill switch: thrown by a person, by <c>SELF_HEALING_ENABLED=false</c> at the start, or by a file. Thread-safe.</summary>
/// <remarks>
/// A person's word acts at once, the file within <see cref="FilePeriod"/>. The file outranks a person's <see cref="Resume"/>:
/// as long as it lies there, nothing is healed.
/// </remarks>
public sealed class HealingSwitch : IKillSwitch, IDisposable
{
    /// <summary>The variable that stops healing from the start where it is <c>false</c>, <c>0</c>, <c>no</c> or <c>off</c>.</summary>
    public const string Variable = "SELF_HEALING_ENABLED";

    /// <summary>The name of the file, in the state directory, that stops healing; its text is the reason.</summary>
    public const string FileName = "stop-healing";

    private const int MaxReason = 512;
    private readonly Lock _lock = new();
    private readonly ILoop _loop;
    private readonly IJournal _journal;
    private readonly ILogger _logger;
    private readonly string? _file;
    private string? _byPerson;
    private string? _byFile;
    private string? _textOfFile;
    private volatile string? _reason;
    private volatile bool _disposed;

    /// <param name="loop">Where the file is looked for.</param>
    /// <param name="journal">Told of each stop and resumption.</param>
    /// <param name="logger">Told as well.</param>
    /// <param name="stateDirectory">The folder of the file; null for none.</param>
    /// <param name="variable">The value of <see cref="Variable"/>; null where it is not set.</param>
    public HealingSwitch(ILoop loop, IJournal journal, ILogger logger, string? stateDirectory, string? variable)
    {
        ArgumentNullException.ThrowIfNull(loop);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(logger);
        _loop = loop;
        _journal = journal;
        _logger = logger;
        _file = stateDirectory is null ? null : Path.Combine(stateDirectory, FileName);
        if (variable?.Trim().ToUpperInvariant() is "FALSE" or "0" or "NO" or "OFF")
            Stop("environment", $"{Variable}={variable.Trim()}");
        if (_file is not null)
            LookAtFile();
    }

    /// <summary>How often the file is looked for: every 250 ms.</summary>
    public static TimeSpan FilePeriod { get; } = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public bool Engaged => _reason is not null;

    /// <inheritdoc/>
    public string? Reason => _reason;

    /// <summary>Stops all healing from this moment; once stopped, only the reason changes.</summary>
    /// <param name="author">Who.</param>
    /// <param name="reason">Why.</param>
    public void Stop(string author, string reason) => Change(ref _byPerson, author, reason);

    /// <summary>Lets healing go on, unless the file still forbids it.</summary>
    /// <returns>Whether it goes on.</returns>
    public bool Resume(string author, string reason)
    {
        Change(ref _byPerson, author, null, reason);
        return !Engaged;
    }

    /// <summary>Ends the watch over the file; the switch stays as it is.</summary>
    public void Dispose() => _disposed = true;

    private void LookAtFile()
    {
        if (_disposed)
            return;
        _textOfFile = ReasonInFile();
        Change(ref _byFile, "file", _textOfFile, $"{_file} is gone");
        _ = _loop.Schedule(FilePeriod, LookAtFile);
    }

    private string? ReasonInFile()
    {
        if (!File.Exists(_file))
            return null;
        if (_textOfFile is not null)
            return _textOfFile; // read once; the rest is a look at the directory
        try
        {
            using StreamReader reader = File.OpenText(_file);
            char[] text = new char[MaxReason];
            string reason = new string(text, 0, reader.ReadBlock(text)).Trim();
            return reason.Length > 0 ? reason : $"{_file} exists";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{_file} exists and can not be read: {error.Message}";
        }
    }

    // "stop" null releases the one cause; the switch itself is released once no cause is left.
    private void Change(ref string? cause, string author, string? stop, string resumed = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(author);
        string? next = stop is null ? null : $"{stop} ({author})";
        lock (_lock)
        {
            if (cause == next)
                return;
            cause = next;
            _reason = _byPerson ?? _byFile;
        }

        if (stop is not null)
        {
            _ = _journal.Append(new HealingStopped { Author = author, Reason = stop });
            _logger.HealingStopped(author, stop);
        }
        else if (!Engaged)
        {
            _ = _journal.Append(new HealingResumed { Author = author, Reason = resumed });
            _logger.HealingResumed(author, resumed);
        }
    }
}
