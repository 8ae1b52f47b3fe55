using System.Text;

namespace Prunella.Supervisor;

/// <summary>Cuts a stream of bytes into lines, whatever the pieces it comes in.</summary>
internal sealed class LineSplitter
{
    /// <summary>A longer line is cut here, and its rest is the next line.</summary>
    public const int LongestLine = 16 * 1024;

    private readonly byte[] _begun = new byte[LongestLine];
    private int _length;

    /// <summary>Takes the next bytes and gives each line that ends in them.</summary>
    public void Feed(ReadOnlySpan<byte> bytes, Action<string> onLine)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> piece = end < 0 ? bytes : bytes[..end];
            int taken = Math.Min(piece.Length, LongestLine - _length);
            piece[..taken].CopyTo(_begun.AsSpan(_length));
            _length += taken;
            bool whole = taken == piece.Length && end >= 0;
            if (whole || _length == LongestLine)
                End(onLine);
            bytes = bytes[(whole ? taken + 1 : taken)..];
        }
    }

    /// <summary>Gives what is left when the stream ends without a line's end.</summary>
    public void Finish(Action<string> onLine)
    {
        if (_length > 0)
            End(onLine);
    }

    private void End(Action<string> onLine)
    {
        ReadOnlySpan<byte> line = _begun.AsSpan(0, _length);
        _length = 0;
        onLine(Encoding.UTF8.GetString(line is [.., (byte)'\r'] ? line[..^1] : line));
    }
}
