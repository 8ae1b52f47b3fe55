namespace Prunella.Metrics;

/// <summary>Room for one thread to pack and unpack blocks in.</summary>
internal sealed class BlockScratch
{
    [ThreadStatic]
    private static BlockScratch? _current;

    /// <summary>The calling thread's.</summary>
    public static BlockScratch Current => _current ??= new BlockScratch();

    public Block Block { get; } = new();

    public byte[] Bytes { get; } = new byte[BlockCodec.MaxBytes];
}
