using System.IO.Compression;

namespace Prunella.Telemetry.Store;

/// <summary>A file of blocks, one behind another.</summary>
internal static class BlockFile
{
    private const int Quality = 4, Window = 22;

    /// <summary>The blocks whose header is wanted, as long as all is whole.</summary>
    public static IEnumerable<(BlockHeader Header, byte[] Columns)> Read(string path, Func<BlockHeader, bool> wanted, Action<string>? damaged)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        while (TryHeader(file, out BlockHeader header))
        {
            if (!wanted(header))
            {
                if (file.Position + header.Length > file.Length)
                    break;
                _ = file.Seek(header.Length, SeekOrigin.Current);
                continue;
            }

            if (header.Length > file.Length - file.Position)
                break;
            byte[] columns = new byte[header.Length];
            file.ReadExactly(columns);
            if (!header.IsOf(columns))
            {
                damaged?.Invoke($"{Path.GetFileName(path)}: a block is damaged; it was left out.");
                continue;
            }

            yield return (header, columns);
        }

        if (WholeLength(file) < file.Length)
            damaged?.Invoke($"{Path.GetFileName(path)}: its end is damaged or half written; what stands before was read.");
    }

    /// <summary>Where the last whole block ends.</summary>
    public static long WholeLength(FileStream file)
    {
        long whole = 0, before = file.Position;
        _ = file.Seek(0, SeekOrigin.Begin);
        BlockHeader last = default;
        while (TryHeader(file, out BlockHeader header) && file.Position + header.Length <= file.Length)
        {
            last = header;
            whole = file.Position + header.Length;
            _ = file.Seek(whole, SeekOrigin.Begin);
        }

        if (whole > 0 && whole == file.Length)
        {
            // The end may have got its length before its bytes: look at the last one wholly.
            byte[] columns = new byte[last.Length];
            _ = file.Seek(whole - last.Length, SeekOrigin.Begin);
            file.ReadExactly(columns);
            if (!last.IsOf(columns))
                whole -= last.Length + BlockHeader.Size;
        }

        _ = file.Seek(Math.Min(before, file.Length), SeekOrigin.Begin);
        return whole;
    }

    /// <summary>Packs the blocks that are plain, and puts the new file into the place of the old one.</summary>
    public static void Pack(string path)
    {
        string packed = path + ".packing";
        bool any = false;
        using (var target = new FileStream(packed, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            byte[] head = new byte[BlockHeader.Size];
            foreach ((BlockHeader header, byte[] columns) in Read(path, static _ => true, damaged: null))
            {
                (BlockHeader now, ReadOnlyMemory<byte> bytes) = (header, columns);
                if (!header.IsPacked)
                {
                    byte[] smaller = new byte[BrotliEncoder.GetMaxCompressedLength(columns.Length)];
                    if (BrotliEncoder.TryCompress(columns, smaller, out int length, Quality, Window) && length < columns.Length)
                    {
                        bytes = smaller.AsMemory(0, length);
                        now = header with { IsPacked = true, Length = length, Checksum = header.ChecksumOf(bytes.Span) };
                        any = true;
                    }
                }

                now.Write(head);
                target.Write(head);
                target.Write(bytes.Span);
            }

            target.Flush(flushToDisk: true);
        }

        if (any)
            File.Move(packed, path, overwrite: true);
        else
            File.Delete(packed);
    }

    private static bool TryHeader(FileStream file, out BlockHeader header)
    {
        Span<byte> head = stackalloc byte[BlockHeader.Size];
        header = default;
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && BlockHeader.TryRead(head, out header);
    }
}
