using FsCheck;
using FsCheck.Fluent;
using Prunella.Link;

namespace Prunella.Tests.Link;

public sealed class LinkQueueTests
{
    [Fact]
    public void Every_frame_is_taken_once_in_order_or_counted_as_lost() => Prop.ForAll<byte[]>(steps =>
    {
        var queue = new LinkQueue(maxFrames: 5, maxBytes: 200);
        int added = 0;
        int seen = 0;
        bool good = true;
        foreach (byte step in (byte[])[.. steps, .. Enumerable.Repeat((byte)1, 12)])
        {
            if (step % 3 == 0)
                queue.Add(FrameWriter.ToArray(FrameType.Event, [.. BitConverter.GetBytes(added++), .. new byte[step % 64]]));
            else if (queue.TryTake(out byte[]? frame) && step % 3 == 2)
                queue.GiveBack(frame);
            else if (frame is not null && frame[5] == (byte)FrameType.Lost)
                seen += (int)LostPayload.Parse(frame.AsSpan(Frame.HeaderLength)).Count;
            else if (frame is not null)
                good &= BitConverter.ToInt32(frame, Frame.HeaderLength) == seen++;
        }

        return good && seen == added && queue.Count == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_never_holds_more_than_its_bounds()
    {
        var queue = new LinkQueue();
        for (int i = 0; i < 5000; i++)
            queue.Add(FrameWriter.ToArray(FrameType.Event, []));
        Assert.Equal((LinkQueue.MaxFrames, 5000 - LinkQueue.MaxFrames), (queue.Count, queue.Lost));

        var heavy = new LinkQueue();
        for (int i = 0; i < 10; i++)
            heavy.Add(FrameWriter.ToArray(FrameType.Event, new byte[Frame.MaxPayload]));
        Assert.Equal((3, 7L), (heavy.Count, heavy.Lost)); // four would be 4 MiB and their length fields
    }
}
