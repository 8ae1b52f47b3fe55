namespace Prunella.Journal;

/// <summary>Splits a stream into lines of raw bytes, in bounded memory.</summary>
/// <remarks>Take lines while there are some, then fill; at the end <see cref="Rest"/> is what lacks its line break.</remarks>
internal sealed class LineReader(Stream stream)
{
    // Far above what is written; a longer run of bytes is no line, and is given out in pieces that can not be valid.
    private const int MaxLine = 1 << 20;

    private byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _scanned;
    private int _end;

    /// <summary>The number of the line taken last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Where in the stream the next line begins.</summary>
    public long Offset { get; private set; }

    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        int found = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
        if (found < 0 && _end - _start < MaxLine)
        {
            _scanned = _end;
            line = default;
            return false;
        }

        int end = found < 0 ? _end : _scanned + found;
        int next = found < 0 ? end : end + 1;
        line = _buffer.AsSpan(_start, end - _start);
        Offset += next - _start;
        Number++;
        _start = _scanned = next;
        return true;
    }

    /// <returns>False at the end of the stream.</returns>
    public bool Fill()
    {
        MakeRoom();
        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    /// <returns>False at the end of the stream.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _scanned -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
