using System.Text;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Ingest;

/// <summary>Reads pieces of logs for one thread: opens, unpacks, decodes, and feeds the records to a sink.</summary>
/// <param name="limit">How far packed files may swell.</param>
/// <param name="input">Standard input.</param>
/// <param name="spans">Takes the spans.</param>
/// <param name="told">Is told of the bytes read from disk as they come.</param>
internal sealed class PieceReader(UnpackLimit limit, Stream? input, ISpanSink spans, Action<int> told)
{
    private readonly byte[] _buffer = new byte[LogFormat.HeadBytes];
    private readonly byte[] _records = new byte[LogReader.BufferBytes];

    /// <summary>The bytes of text that the last piece had.</summary>
    public long Bytes { get; private set; }

    /// <summary>Reads the first piece of a source: all of it, unless it is a large plain file.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="number">Its number, for the further pieces.</param>
    /// <param name="sink">Takes the records.</param>
    /// <param name="begun">Is told how the log is written, before any record.</param>
    /// <param name="further">Takes the pieces that are left for others.</param>
    /// <exception cref="IOException">It can not be read.</exception>
    /// <exception cref="InvalidDataException">It is no text, or its packing is damaged; what was good of it has been handed over.</exception>
    public void ReadFirst(LogSource source, int number, ILogSink sink, Action<LogFeed> begun, Action<LogPiece> further)
    {
        Bytes = 0;
        using Stream raw = source.Path is null
            ? input ?? Stream.Null
            : new FileStream(source.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        var counted = new CountedStream(raw, told);
        byte[] signature = new byte[Packing.SignatureBytes];
        int signed = counted.ReadAtLeast(signature, signature.Length, throwOnEndOfStream: false);
        var whole = new HeadStream(signature.AsMemory(0, signed), counted);
        bool isPacked = Packing.IsPacked(signature.AsSpan(0, signed), source.Name);
        Stream text = Packing.Open(whole, signature.AsSpan(0, signed), source.Name);
        int read = ReadUpTo(text, _buffer);
        Encoding? encoding = TextEncodings.MarkedAs(_buffer.AsSpan(0, read));
        if (encoding is not null)
        {
            text = Encoding.CreateTranscodingStream(new HeadStream(_buffer.AsMemory(0, read).ToArray(), text), encoding, Encoding.UTF8, leaveOpen: false);
            read = ReadUpTo(text, _buffer);
        }

        ReadOnlySpan<byte> head = _buffer.AsSpan(0, read);
        int mark = TextEncodings.Utf8Mark(head);
        head = head[mark..];
        if (!LogFeed.IsBinary(head) && TextEncodings.IsBinary(head))
            throw new InvalidDataException("is no text; it was left out.");
        var feed = new LogFeed(head, source.Written, sink, spans, _records);
        begun(feed);
        long until = long.MaxValue;
        if (!isPacked && encoding is null && !feed.IsWrapped && raw is FileStream { CanSeek: true } file && file.Length > RecordCuts.PieceBytes + (RecordCuts.PieceBytes / 4))
            until = Cut(file, number, feed.Format, further);
        Bytes = head.Length;
        feed.Feed(head);
        long left = until - read;
        while (left > 0 && (read = text.Read(UpTo(left, feed.Room))) > 0)
        {
            left -= read;
            Bytes += read;
            feed.Take(read);
            if (isPacked && !limit.Allows(counted.Count, Bytes))
            {
                feed.Complete();
                throw new InvalidDataException($"swells to more than {limit.Ratio} times its size beyond {limit.Free >> 20} MiB; the rest was left out.");
            }
        }

        feed.Complete();
    }

    /// <summary>Reads a further piece of a plain file.</summary>
    public LogFeed ReadFurther(LogSource source, LogPiece piece, ILogSink sink)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(source.Path!, share: FileShare.ReadWrite | FileShare.Delete);
        var feed = new LogFeed(piece.Format!, source.Written, sink, _records);
        Bytes = 0;
        for (long at = piece.From; at < piece.Until;)
        {
            int read = RandomAccess.Read(file, UpTo(piece.Until - at, feed.Room), at);
            if (read == 0)
                break; // it has become shorter
            at += read;
            Bytes += read;
            told(read);
            feed.Take(read);
        }

        feed.Complete();
        return feed;
    }

    private static Span<byte> UpTo(long most, Span<byte> room) => room[..(int)Math.Min(room.Length, most)];

    private static long Cut(FileStream file, int number, LogFormat format, Action<LogPiece> further)
    {
        List<long> starts = [.. RecordCuts.Find(file.SafeFileHandle, file.Length, format)];
        for (int i = 0; i < starts.Count; i++)
            further(new LogPiece(number, i + 1, starts[i], i + 1 < starts.Count ? starts[i + 1] : file.Length, format));
        return starts.Count > 0 ? starts[0] : long.MaxValue;
    }

    private static int ReadUpTo(Stream stream, byte[] buffer)
    {
        int filled = 0;
        try
        {
            int read;
            while (filled < buffer.Length && (read = stream.Read(buffer, filled, buffer.Length - filled)) > 0)
                filled += read;
        }
        catch (InvalidDataException) when (filled > 0)
        {
            // What could be unpacked is read first; the stream says the same again when more is asked of it.
        }

        return filled;
    }
}
