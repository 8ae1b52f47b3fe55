using FsCheck;
using FsCheck.Fluent;
using Prunella.Metrics;

namespace Prunella.Tests.Metrics;

public class BlockCodecTests
{
    [Fact]
    public void A_block_comes_back_with_its_states_and_within_a_part_of_its_range() => Prop.ForAll<(float Value, byte State)[], byte>((given, streams) =>
    {
        int count = 1 + (streams % Block.MaxStreams);
        Block block = Filled([.. given.Select(static step => (float.IsFinite(step.Value) ? step.Value / 2 : 0, step.State))], count);
        byte[] bytes = new byte[BlockCodec.MaxBytes];
        int size = BlockCodec.Write(block, Block.MaxLength, count, bytes);
        Block read = new();

        return BlockCodec.Read(bytes.AsSpan(0, size), Block.MaxLength, count, read) == size
            && read.Number == block.Number && read.Missing == block.Missing && read.Resets == block.Resets
            && Enumerable.Range(0, count).All(stream => AreNear(block, read, stream));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Whole_numbers_near_each_other_are_exact_and_a_constant_takes_no_bits()
    {
        Block block = Filled([.. Enumerable.Range(0, 60).Select(static i => ((float)(1000 + (i * 7 % 50)), (byte)0))], 1);
        Block constant = Filled([.. Enumerable.Repeat((0.1f, (byte)0), 60)], 1);
        byte[] bytes = new byte[BlockCodec.MaxBytes];

        int size = BlockCodec.Write(block, 60, 1, bytes);
        Block read = new();
        _ = BlockCodec.Read(bytes.AsSpan(0, size), 60, 1, read);

        Assert.Equal(block.Stream(0).ToArray(), read.Stream(0).ToArray());
        Assert.Equal(74, size);
        Assert.Equal(10, BlockCodec.Write(constant, 60, 1, bytes));
    }

    [Fact]
    public void A_spike_does_not_flatten_what_is_beside_it()
    {
        Block block = Filled([.. Enumerable.Range(0, 60).Select(static i => (i == 30 ? 10f : 0.01f + (i * 0.0001f), (byte)0))], 1);
        byte[] bytes = new byte[BlockCodec.MaxBytes];
        Block read = new();
        _ = BlockCodec.Read(bytes.AsSpan(0, BlockCodec.Write(block, 60, 1, bytes)), 60, 1, read);

        Assert.Equal(0.01, read.Stream(0)[0], 0.0002);
        Assert.Equal(10, read.Stream(0)[30], 0.001);
    }

    [Fact]
    public void Any_bytes_are_a_block_or_refused() => Prop.ForAll<byte[]>(static bytes =>
    {
        int size = BlockCodec.Read(bytes, Block.MaxLength, Block.MaxStreams, new Block());
        return size >= 0 && size <= bytes.Length;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static bool AreNear(Block block, Block read, int stream)
    {
        float[] kept = [.. Enumerable.Range(0, Block.MaxLength).Where(block.HasValue).Select(i => block.Stream(stream)[i])];
        if (kept.Length == 0)
            return true;
        double range = (double)kept.Max() - kept.Min();
        double most = Math.Max(range / 500, Math.Max(Math.Abs((double)kept.Max()), Math.Abs((double)kept.Min())) * 1e-6);
        return Enumerable.Range(0, Block.MaxLength).Where(block.HasValue).All(i => Math.Abs((double)block.Stream(stream)[i] - read.Stream(stream)[i]) <= most);
    }

    private static Block Filled((float Value, byte State)[] given, int streams)
    {
        Block block = new();
        block.Clear(12_345);
        for (int i = 0; i < Math.Min(given.Length, Block.MaxLength); i++)
        {
            block.Absent &= ~(1UL << i);
            if (given[i].State % 5 == 3)
                block.Missing |= 1UL << i;
            if (given[i].State % 5 == 4)
                block.Resets |= 1UL << i;
            for (int stream = 0; stream < streams; stream++)
                block.Stream(stream)[i] = given[i].Value;
        }

        return block;
    }
}
