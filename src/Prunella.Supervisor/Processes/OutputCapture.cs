using Prunella.Kernel;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Reads what one process writes, line by line, without ever waiting for the end of its pipes: a grandchild may keep them open.</summary>
internal sealed class OutputCapture : IDisposable
{
    private const int KeptLines = 50;
    private const int BytesPerTurn = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<string> _last = new(KeptLines);
    private readonly ComponentName _component;
    private readonly OutputPump _pump;
    private readonly Stream[] _streams;
    private readonly byte[] _buffer = new byte[8 * 1024];

    public OutputCapture(ComponentName component, OutputPump pump)
    {
        _component = component;
        _pump = pump;
        (Descriptor outRead, Output) = Descriptor.Pipe(nonBlocking: true);
        (Descriptor errorRead, Error) = Descriptor.Pipe(nonBlocking: true);
        _streams = [new Stream(outRead, IsError: false), new Stream(errorRead, IsError: true)];
        pump.Reactor.Post(() =>
        {
            foreach (Stream stream in _streams)
                pump.Reactor.Watch(stream.Pipe, Interest.Read, _ => Read(stream));
        });
    }

    /// <summary>The end that the process writes its standard output to. To be closed here once the process has it.</summary>
    public Descriptor Output { get; }

    /// <summary>The end that the process writes its standard error to. To be closed here once the process has it.</summary>
    public Descriptor Error { get; }

    /// <summary>The last lines it wrote, up to this moment: what lies in the pipes is read first.</summary>
    public IReadOnlyList<string> LastLines()
    {
        lock (_lock)
        {
            foreach (Stream stream in _streams)
                _ = Drain(stream);
            return [.. _last];
        }
    }

    /// <summary>Reads what is left and lets the pipes go.</summary>
    public void Dispose() => _pump.Reactor.Post(() =>
    {
        foreach (Stream stream in _streams)
            Close(stream);
    });

    private void Read(Stream stream)
    {
        bool ended;
        lock (_lock)
            ended = !Drain(stream);
        if (ended)
            Close(stream);
    }

    private void Close(Stream stream)
    {
        if (stream.Pipe.IsClosed)
            return;
        _pump.Reactor.Unwatch(stream.Pipe); // not within the lock, which the supervisor may be waiting for
        lock (_lock)
        {
            _ = Drain(stream);
            stream.Lines.Finish(line => Take(stream, line));
            stream.Pipe.Dispose();
        }
    }

    /// <returns>False at the end of the pipe.</returns>
    private bool Drain(Stream stream)
    {
        for (int taken = 0; taken < BytesPerTurn && !stream.Pipe.IsClosed;)
        {
            int count = stream.Pipe.Read(_buffer);
            if (count <= 0)
                return count < 0;
            taken += count;
            stream.Lines.Feed(_buffer.AsSpan(0, count), line => Take(stream, line));
        }

        return true;
    }

    private void Take(Stream stream, string text)
    {
        if (_last.Count == KeptLines)
            _ = _last.Dequeue();
        _last.Enqueue(text);
        _pump.Offer(new OutputLine(_component, _pump.Time.GetUtcNow(), stream.IsError, text));
    }

    private sealed record Stream(Descriptor Pipe, bool IsError)
    {
        public LineSplitter Lines { get; } = new();
    }
}
