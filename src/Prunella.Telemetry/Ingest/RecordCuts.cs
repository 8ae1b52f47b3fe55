using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Ingest;

/// <summary>Cuts a file where records begin, so that several threads can read it.</summary>
internal static class RecordCuts
{
    /// <summary>Bytes of a piece: few enough that no thread works on long after the others are done.</summary>
    public const long PieceBytes = 8 << 20;

    private const int Window = 256 * 1024;

    /// <summary>The places where pieces begin, the first one (0) left out.</summary>
    public static IEnumerable<long> Find(Microsoft.Win32.SafeHandles.SafeFileHandle file, long size, LogFormat format)
    {
        byte[] window = new byte[Window];
        long before = 0;
        for (long at = PieceBytes; at < size - (PieceBytes / 4); at += PieceBytes)
        {
            if (at <= before)
                continue;
            int read = RandomAccess.Read(file, window, at);
            if (FirstRecord(window.AsSpan(0, read), format) is not ({ } start and >= 0))
                continue; // one record as far as one can see: the piece before it goes on
            before = at + start;
            yield return before;
        }
    }

    private static int FirstRecord(ReadOnlySpan<byte> bytes, LogFormat format)
    {
        int at = bytes.IndexOf((byte)'\n') + 1;
        while (at > 0)
        {
            int length = bytes[at..].IndexOf((byte)'\n');
            if (length < 0)
                return -1;
            ReadOnlySpan<byte> line = bytes.Slice(at, length);
            if (format.Begins(line.EndsWith("\r"u8) ? line[..^1] : line))
                return at;
            at += length + 1;
        }

        return -1;
    }
}
