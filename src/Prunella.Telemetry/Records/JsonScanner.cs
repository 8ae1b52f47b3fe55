using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Prunella.Telemetry.Records;

/// <summary>Walks along one object of JSON, field by field, without copying. Checks the structure, not the spelling of numbers.</summary>
internal ref struct JsonScanner
{
    private const int MaxDepth = 64;
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private bool _first;

    /// <param name="text">The line.</param>
    /// <param name="from">Where the object's bracket stands.</param>
    public JsonScanner(ReadOnlySpan<byte> text, int from)
    {
        _text = text;
        _at = from;
        _first = true;
        SkipSpace();
        IsBroken = _at >= text.Length || text[_at++] != '{';
    }

    /// <summary>The text is no object of JSON.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads the next field.</summary>
    /// <returns>False at the end of the object, or where it is broken.</returns>
    public bool TryNext(out LogField field)
    {
        field = default;
        SkipSpace();
        if (IsBroken || _at >= _text.Length)
            return Broken();
        if (_text[_at] == '}')
        {
            _at++;
            return false;
        }

        if (!_first)
        {
            if (_text[_at++] != ',')
                return Broken();
            SkipSpace();
        }

        _first = false;
        if (!TryText(out int nameStart, out int nameLength))
            return Broken();
        SkipSpace();
        if (_at >= _text.Length || _text[_at++] != ':')
            return Broken();
        SkipSpace();
        if (_at >= _text.Length)
            return Broken();
        int start, length;
        LogFieldKind kind;
        switch (_text[_at])
        {
            case (byte)'"':
                kind = LogFieldKind.Text;
                if (!TryText(out start, out length))
                    return Broken();
                break;
            case (byte)'{' or (byte)'[':
                kind = LogFieldKind.Nested;
                start = _at;
                if (!SkipNested())
                    return Broken();
                length = _at - start;
                break;
            default:
                start = _at;
                while (_at < _text.Length && _text[_at] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                    _at++;
                length = _at - start;
                if (length == 0)
                    return Broken();
                kind = (uint)(_text[start] - '0') <= 9 || _text[start] == '-' ? LogFieldKind.Number : LogFieldKind.Literal;
                if (kind == LogFieldKind.Literal && _text[start] is not ((byte)'t' or (byte)'f' or (byte)'n'))
                    return Broken();
                break;
        }

        field = new LogField(nameStart, nameLength, start, length, kind);
        return true;
    }

    private bool TryText(out int start, out int length)
    {
        start = _at + 1;
        length = 0;
        if (_at >= _text.Length || _text[_at] != '"')
            return false;
        for (int at = start; at < _text.Length; at++)
        {
            int found = QuoteOrSlash(_text[at..]);
            if (found < 0)
                return false;
            at += found;
            if (_text[at] == '"')
            {
                length = at - start;
                _at = at + 1;
                return true;
            }

            at++; // what is escaped
        }

        return false;
    }

    /// <summary>Most texts are short: one look at 32 bytes finds their end, which is cheaper than a call of the general search.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int QuoteOrSlash(ReadOnlySpan<byte> text)
    {
        if (text.Length >= Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(text));
            uint found = (Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))).ExtractMostSignificantBits();
            if (found != 0)
                return BitOperations.TrailingZeroCount(found);
        }

        return text.IndexOfAny((byte)'"', (byte)'\\');
    }

    private bool SkipNested()
    {
        int depth = 0;
        while (_at < _text.Length)
        {
            int found = _text[_at..].IndexOfAny(Structure);
            if (found < 0)
                return false;
            _at += found;
            byte mark = _text[_at];
            if (mark == '"')
            {
                if (!TryText(out _, out _))
                    return false;
                continue;
            }

            _at++;
            depth += mark is (byte)'{' or (byte)'[' ? 1 : -1;
            if (depth == 0)
                return true;
            if (depth > MaxDepth)
                return false;
        }

        return false;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            _at++;
    }

    private bool Broken()
    {
        IsBroken = true;
        return false;
    }
}
