using System.Buffers;

namespace Prunella.Telemetry.Ingest;

/// <summary>Cuts a stream of bytes into its outermost objects of JSON, whether each has a line of its own or many.</summary>
internal sealed class JsonObjects(Action<ReadOnlyMemory<byte>> take)
{
    /// <summary>Bytes of an object that is taken; a longer one is passed over.</summary>
    public const int MostBytes = 64 << 20;

    private readonly ArrayBufferWriter<byte> _open = new();
    private int _depth;
    private bool _quoted, _escaped, _tooLong;

    /// <summary>Objects that were passed over because they are too long, or cut off.</summary>
    public long Lost { get; private set; }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        int from = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            byte value = bytes[i];
            if (_quoted)
            {
                if (_escaped)
                    _escaped = false;
                else if (value == '\\')
                    _escaped = true;
                else if (value == '"')
                    _quoted = false;
                continue;
            }

            if (value == '"')
            {
                _quoted = _depth > 0;
            }
            else if (value is (byte)'{' or (byte)'[')
            {
                if (_depth == 0)
                    from = i;
                _depth++;
            }
            else if (value is (byte)'}' or (byte)']' && _depth > 0 && --_depth == 0)
            {
                Keep(bytes[from..(i + 1)]);
                End();
            }
        }

        if (_depth > 0)
            Keep(bytes[from..]);
    }

    public void Complete()
    {
        if (_depth > 0)
            Lost++;
        (_depth, _quoted, _escaped, _tooLong) = (0, false, false, false);
        _open.ResetWrittenCount();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_tooLong || _open.WrittenCount + bytes.Length > MostBytes)
            _tooLong = true;
        else
            _open.Write(bytes);
    }

    private void End()
    {
        if (_tooLong)
            Lost++;
        else
            take(_open.WrittenMemory);
        _tooLong = false;
        _open.ResetWrittenCount();
    }
}
