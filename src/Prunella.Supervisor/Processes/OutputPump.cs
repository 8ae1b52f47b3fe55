using System.Collections.Concurrent;
using Prunella.Kernel;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Carries the lines of all processes to their log files and listeners, on threads of its own.</summary>
/// <remarks>
/// One thread reads pipes, a second writes: a full disk or a paused terminal loses lines, which are counted, but never makes a
/// process wait at its standard output.
/// </remarks>
internal sealed class OutputPump : IDisposable
{
    private const int Waiting = 8192;

    private readonly BlockingCollection<OutputLine> _lines = new(Waiting);
    private readonly Dictionary<ComponentName, LogFile> _files = [];
    private readonly string _directory;
    private readonly Action<OutputLine>? _listener;
    private readonly Thread _writer;
    private long _lost;

    /// <param name="directory">Where the log files go.</param>
    /// <param name="time">The wall clock of the lines.</param>
    /// <param name="listener">Given each line, on the writing thread; may block. Null for none.</param>
    /// <param name="onFault">Told of exceptions; must not throw.</param>
    public OutputPump(string directory, TimeProvider time, Action<OutputLine>? listener, Action<Exception> onFault)
    {
        _directory = directory;
        _listener = listener;
        Time = time;
        Reactor = new Reactor("prunella-output", time, onFault);
        _writer = new Thread(Write) { Name = "prunella-logs", IsBackground = true };
        _writer.Start();
    }

    public TimeProvider Time { get; }

    /// <summary>The thread that reads the pipes.</summary>
    public Reactor Reactor { get; }

    /// <summary>How many lines were dropped because writing was too slow.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Takes a line, or counts it as lost. Never waits.</summary>
    public void Offer(OutputLine line)
    {
        if (_lines.IsAddingCompleted || !_lines.TryAdd(line))
            _ = Interlocked.Increment(ref _lost);
    }

    /// <summary>Writes what is there, at most for a second, and ends.</summary>
    public void Dispose()
    {
        Reactor.Dispose();
        _lines.CompleteAdding();
        _ = _writer.Join(TimeSpan.FromSeconds(1));
    }

    private void Write()
    {
        foreach (OutputLine line in _lines.GetConsumingEnumerable())
        {
            FileOf(line.Component).Write(line);
            _listener?.Invoke(line);
            if (_lines.Count == 0)
            {
                foreach (LogFile file in _files.Values)
                    file.Flush();
            }
        }

        foreach (LogFile file in _files.Values)
            file.Dispose();
    }

    private LogFile FileOf(ComponentName component)
    {
        if (!_files.TryGetValue(component, out LogFile? file))
            _files[component] = file = new LogFile(Path.Combine(_directory, component.Value.Replace('/', '.') + ".log"));
        return file;
    }
}
