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

    /// <summary>The last text that was read has escapes.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>Where the next field is looked for.</summary>
    public readonly int At => _at;

    /// <summary>Reads the next field where it is one that came next before, at the cost of one comparison.</summary>
    /// <returns>The field's step; null where nothing was read.</returns>
    public JsonStep? Follow(JsonStep step, out LogField field)
    {
        field = default;
        int at = _at;
        if (step.Find(_text, at) is not { } next)
            return null;
        int start = next.ValueStart(at), end;
        if (next.Kind == LogFieldKind.Text)
        {
            _at = start - 1;
            if (!TryText(out _, out int length))
            {
                _at = at;
                return null;
            }

            end = start + length;
        }
        else
        {
            if ((uint)(_text[start] - '0') > 9 && _text[start] != '-')
                return null;
            _at = end = EndOfNumber(start);
        }

        _first = false;
        field = next.Field(at, end - start);
        return next;
    }

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
                _at = EndOfNumber(start);
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

    private readonly int EndOfNumber(int at)
    {
        while (at < _text.Length && (uint)(_text[at] - '0') <= 9)
            at++;
        while (at < _text.Length && _text[at] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            at++;
        return at;
    }

    private bool TryText(out int start, out int length)
    {
        start = _at + 1;
        length = 0;
        if (_at >= _text.Length || _text[_at] != '"')
            return false;
        IsEscaped = false;
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

            IsEscaped = true;
            at++; // what is escaped
        }

        return false;
    }

    /// <summary>Most texts are short: one or two looks at 32 bytes find their end, which is cheaper than a call of the general search.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int QuoteOrSlash(ReadOnlySpan<byte> text)
    {
        int at = 0;
        for (; text.Length - at >= Vector256<byte>.Count && at < 128; at += Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)at);
            uint found = (Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))).ExtractMostSignificantBits();
            if (found != 0)
                return at + BitOperations.TrailingZeroCount(found);
        }

        int rest = text[at..].IndexOfAny((byte)'"', (byte)'\\');
        return rest < 0 ? rest : at + rest;
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
