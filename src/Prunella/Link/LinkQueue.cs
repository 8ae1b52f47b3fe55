using System.Diagnostics.CodeAnalysis;

namespace Prunella.Link;

/// <summary>Frames that wait for the agent: bounded, the oldest give way, and how many did is told in their place. Not thread-safe.</summary>
internal sealed class LinkQueue(int maxFrames = LinkQueue.MaxFrames, int maxBytes = LinkQueue.MaxBytes)
{
    public const int MaxFrames = 4096;
    public const int MaxBytes = 4 * 1024 * 1024;

    private readonly LinkedList<byte[]> _frames = new();
    private int _bytes;

    public int Count => _frames.Count;

    /// <summary>How many were dropped and not yet told of.</summary>
    public long Lost { get; private set; }

    /// <summary>Counts frames that were lost before they came here.</summary>
    public void AddLost(long count) => Lost += count;

    public void Add(byte[] frame)
    {
        _ = _frames.AddLast(frame);
        _bytes += frame.Length;
        while (_frames.Count > maxFrames || _bytes > maxBytes)
        {
            _ = RemoveFirst();
            Lost++;
        }
    }

    /// <summary>Takes the oldest frame: the count of the lost comes before what is left.</summary>
    public bool TryTake([NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        if (Lost > 0)
        {
            Span<byte> payload = stackalloc byte[LostPayload.Size];
            new LostPayload(Lost).Write(payload);
            frame = FrameWriter.ToArray(FrameType.Lost, payload);
            Lost = 0;
        }
        else if (_frames.Count > 0)
        {
            frame = RemoveFirst();
        }

        return frame is not null;
    }

    /// <summary>Takes back a frame that was taken and could not be sent.</summary>
    public void GiveBack(byte[] frame)
    {
        if (frame[Frame.HeaderLength - 1] == (byte)FrameType.Lost)
        {
            Lost += LostPayload.Parse(frame.AsSpan(Frame.HeaderLength)).Count;
            return;
        }

        _ = _frames.AddFirst(frame);
        _bytes += frame.Length;
    }

    private byte[] RemoveFirst()
    {
        byte[] frame = _frames.First!.Value;
        _frames.RemoveFirst();
        _bytes -= frame.Length;
        return frame;
    }
}
