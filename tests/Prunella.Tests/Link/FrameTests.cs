using FsCheck;
using FsCheck.Fluent;
using Prunella.Link;

namespace Prunella.Tests.Link;

public sealed class FrameTests
{
    [Fact]
    public void Any_split_of_the_bytes_gives_the_same_frames() => Prop.ForAll<(byte Type, byte[] Payload)[], byte[]>((sent, cuts) =>
    {
        byte[] bytes = [.. sent.SelectMany(static frame => FrameWriter.ToArray((FrameType)frame.Type, frame.Payload))];
        return Read(bytes, cuts, out FrameFault? fault).SequenceEqual(sent.Select(Text)) && fault is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Corrupted_bytes_give_frames_or_a_fault_and_nothing_else() => Prop.ForAll<(byte Type, byte[] Payload)[], byte[], (ushort At, byte Value)[]>(
        (sent, cuts, changes) =>
        {
            byte[] bytes = [.. sent.SelectMany(static frame => FrameWriter.ToArray((FrameType)frame.Type, frame.Payload))];
            foreach ((ushort at, byte value) in bytes.Length == 0 ? [] : changes)
                bytes[at % bytes.Length] = value;

            List<string> read = Read(bytes, cuts, out _);
            return read.Count <= bytes.Length / Frame.HeaderLength;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_a_payload_or_a_fault_and_nothing_else() => Prop.ForAll<byte[]>(bytes =>
    {
        Func<object>[] parsers =
        [
            () => BeatPayload.Parse(bytes), () => LostPayload.Parse(bytes), () => Hello.Parse(bytes),
            () => EventPayload.Parse(bytes), () => HealthPayload.Parse(bytes), () => EndPayload.Parse(bytes),
        ];
        foreach (Func<object> parse in parsers)
        {
            try
            {
                _ = parse();
            }
            catch (FrameException)
            {
                // The one exception there may be.
            }
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 1, 0, 0, 0, 1 }, FrameFault.TooShort)]
    [InlineData(new byte[] { 0, 0, 0, 0 }, FrameFault.TooShort)]
    [InlineData(new byte[] { 1, 0, 16, 0 }, FrameFault.TooLong)]
    [InlineData(new byte[] { 255, 255, 255, 255 }, FrameFault.TooLong)]
    [InlineData(new byte[] { 2, 0, 0, 0, 2, 2 }, FrameFault.WrongVersion)]
    public void A_wrong_header_is_named_and_stays_wrong(byte[] bytes, FrameFault expected)
    {
        var reader = new FrameReader();
        bytes.CopyTo(reader.Space());
        reader.Advance(bytes.Length);

        Assert.Equal(expected, Assert.Throws<FrameException>(() => reader.TryRead(out _)).Fault);
        Assert.Equal(expected, Assert.Throws<FrameException>(() => reader.TryRead(out _)).Fault);
    }

    [Fact]
    public void A_peer_can_be_held_to_shorter_frames()
    {
        var reader = new FrameReader(maxLength: 100);
        FrameWriter.ToArray(FrameType.Request, new byte[99]).CopyTo(reader.Space());
        reader.Advance(105);

        Assert.Equal(FrameFault.TooLong, Assert.Throws<FrameException>(() => reader.TryRead(out _)).Fault);
    }

    [Fact]
    public void A_header_that_promises_much_takes_no_memory_before_it_is_good()
    {
        var reader = new FrameReader();
        byte[] header = [0, 0, 16, 0, 9];
        header.CopyTo(reader.Space());
        reader.Advance(header.Length);

        Assert.False(TryReadAny(reader, out FrameFault? fault));
        Assert.Null(fault); // five of six bytes
        Assert.True(reader.Space().Length < 4096);
    }

    [Fact]
    public void The_longest_frame_passes_and_its_buffer_is_given_back()
    {
        byte[] payload = new byte[Frame.MaxPayload];
        payload[^1] = 7;
        Assert.Equal([Text(((byte)FrameType.Reply, payload))], Read(FrameWriter.ToArray(FrameType.Reply, payload), [255], out _));

        var reader = new FrameReader();
        Feed(reader, FrameWriter.ToArray(FrameType.Reply, payload));
        Assert.True(reader.TryRead(out _));
        Assert.Equal(4096, reader.Space().Length);
    }

    [Fact]
    public void A_payload_beyond_the_limit_is_refused_where_it_is_written() =>
        Assert.Throws<ArgumentException>(() => FrameWriter.ToArray(FrameType.Reply, new byte[Frame.MaxPayload + 1]));

    [Fact]
    public void Reading_beats_allocates_nothing()
    {
        byte[] beat = new byte[Frame.HeaderLength + BeatPayload.Size];
        Span<byte> payload = stackalloc byte[BeatPayload.Size];
        var reader = new FrameReader();
        long before = 0;
        for (int i = 0; i < 2000; i++)
        {
            if (i == 1000)
                before = GC.GetAllocatedBytesForCurrentThread();
            new BeatPayload(TimeSpan.FromMilliseconds(i), BeatFlags.None).Write(payload);
            _ = FrameWriter.Write(beat, FrameType.Beat, payload);
            beat.CopyTo(reader.Space());
            reader.Advance(beat.Length);
            _ = reader.TryRead(out Frame frame);
            _ = BeatPayload.Parse(frame.Payload);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Text((byte Type, byte[] Payload) frame) => $"{frame.Type}:{Convert.ToHexString(frame.Payload)}";

    private static bool TryReadAny(FrameReader reader, out FrameFault? fault)
    {
        fault = null;
        try
        {
            return reader.TryRead(out _);
        }
        catch (FrameException error)
        {
            fault = error.Fault;
            return false;
        }
    }

    private static void Feed(FrameReader reader, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> space = reader.Space();
            int count = Math.Min(space.Length, bytes.Length);
            bytes[..count].CopyTo(space);
            reader.Advance(count);
            bytes = bytes[count..];
        }
    }

    // Feeds pieces whose lengths the cuts give, over and over, and takes the frames out in between.
    private static List<string> Read(byte[] bytes, byte[] cuts, out FrameFault? fault)
    {
        fault = null;
        var reader = new FrameReader();
        List<string> frames = [];
        int at = 0;
        for (int turn = 0; at < bytes.Length; turn++)
        {
            int piece = cuts.Length == 0 ? bytes.Length : Math.Max(1, (int)cuts[turn % cuts.Length]);
            Span<byte> space = reader.Space();
            int count = Math.Min(Math.Min(piece, space.Length), bytes.Length - at);
            bytes.AsSpan(at, count).CopyTo(space);
            reader.Advance(count);
            at += count;
            try
            {
                while (reader.TryRead(out Frame frame))
                    frames.Add(Text(((byte)frame.Type, frame.Payload.ToArray())));
            }
            catch (FrameException error)
            {
                fault = error.Fault;
                return frames;
            }
        }

        return frames;
    }
}
