using System.Buffers;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Scrubs text that comes bit by bit. It is cut at the ends of lines, and never inside something that was found; a private key is waited for.</summary>
internal sealed class StreamScrubber(Scrubber scrubber, TextReader input, TextWriter output)
{
    private const int ReadSize = 64 * 1024;
    private const int MostHeld = 512 * 1024;  // without an end of line in sight
    private const int Overlap = 8 * 1024;     // kept of a line that is cut: what is shorter is found whole

    private readonly ArrayBufferWriter<char> _written = new();
    private char[] _buffer = new char[2 * ReadSize];
    private int _length;
    private long _count;

    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length + ReadSize > _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            int read = await input.ReadAsync(_buffer.AsMemory(_length, ReadSize), cancellationToken);
            _length += read;
            int done = Scrub(isEnd: read == 0);
            if (done > 0)
            {
                await output.WriteAsync(_written.WrittenMemory, cancellationToken);
                await output.FlushAsync(cancellationToken);
                _written.ResetWrittenCount();
                _buffer.AsSpan(done, _length - done).CopyTo(_buffer);
                _length -= done;
            }

            if (read == 0)
                return _count;
        }
    }

    /// <returns>How much of the buffer was written.</returns>
    private int Scrub(bool isEnd)
    {
        ReadOnlySpan<char> text = _buffer.AsSpan(0, _length);
        int cut = isEnd ? _length : text.LastIndexOf('\n') + 1;
        bool forced = !isEnd && _length >= MostHeld && cut == 0;
        if (forced)
            cut = _length - Overlap;
        if (cut == 0)
            return 0;
        FindingList found = scrubber.Search(forced ? text : text[..cut]);
        if (!isEnd)
        {
            // A private key that is not closed may go on.
            int open = OpenKey(text[..cut]);
            if (open >= 0 && _length < MostHeld)
            {
                if (open == 0)
                    return 0;
                cut = open;
                found = scrubber.Search(text[..cut]);
            }
        }

        for (int i = found.Count - 1; i >= 0 && found[i].End > cut; i--)
            cut = Math.Min(cut, found[i].Start);
        if (cut == 0)
            cut = _length; // one finding fills all that is held
        found.RemoveMeeting(cut, int.MaxValue);
        _count += found.Count;
        scrubber.Write(text[..cut], found, _written);
        return cut;
    }

    private static int OpenKey(ReadOnlySpan<char> text)
    {
        int begin = text.LastIndexOf("-----BEGIN ", StringComparison.Ordinal);
        return begin >= 0 && text[begin..].Contains("PRIVATE KEY", StringComparison.Ordinal) && !text[begin..].Contains("-----END ", StringComparison.Ordinal) ? begin : -1;
    }
}
