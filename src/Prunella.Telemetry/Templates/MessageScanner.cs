using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Prunella.Telemetry.Templates;

/// <summary>Parts a message into words, marks and values, and hashes its skeleton: everything but the values.</summary>
/// <remarks>Values in a row count as one, so that a list of any length has one skeleton. Keeps its buffers; not thread-safe.</remarks>
internal sealed class MessageScanner
{
    /// <summary>Bytes of a message that are looked at; what follows counts as a value.</summary>
    public const int MaxBytes = 4096;

    /// <summary>Tokens of a message that are looked at.</summary>
    public const int MaxTokens = 384;

    private const int Block = 64;

    private readonly byte[] _text = new byte[MaxBytes + (2 * Block)];
    private readonly ulong[] _boundary = new ulong[(MaxBytes / Block) + 2];
    private readonly ulong[] _space = new ulong[(MaxBytes / Block) + 2];
    private readonly ulong[] _digit = new ulong[(MaxBytes / Block) + 2];
    private readonly ulong[] _slash = new ulong[(MaxBytes / Block) + 2];
    private readonly Token[] _tokens = new Token[MaxTokens];
    private int _length;
    private int _count;
    private int _lastValue;

    /// <summary>The tokens of the last message; valid until the next.</summary>
    public ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>The bytes of the last message that were looked at, at the places that the tokens name.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>Scans a message.</summary>
    /// <returns>The hash of its skeleton.</returns>
    [SkipLocalsInit]
    public ulong Scan(ReadOnlySpan<byte> message)
    {
        bool cut = message.Length > MaxBytes;
        int length = cut ? MaxBytes : message.Length;
        message[..length].CopyTo(_text);
        _text.AsSpan(length, Block).Fill((byte)' '); // a boundary behind the last word, and bytes to read beyond it
        _length = length;
        int blocks = (length / Block) + 1;
        ref byte text = ref MemoryMarshal.GetArrayDataReference(_text);
        for (int i = 0; i < blocks; i++)
            ByteClasses.Classify(ref Unsafe.Add(ref text, i * Block), out _boundary[i], out _space[i], out _digit[i], out _slash[i]);
        _boundary[blocks] = ulong.MaxValue;
        _space[blocks] = 0; // ends the search for what is no space

        _count = 0;
        _lastValue = -1;
        int position = 0, end = 0;
        while (true)
        {
            position = Next(_space, position, flip: ulong.MaxValue);
            if (position >= length)
                break;
            if (_count >= MaxTokens - 4)
            {
                cut = true;
                break;
            }

            bool spaced = position > end;
            end = position = Bit(_boundary, position) ? TakeMark(ref text, position, spaced) : TakeWord(ref text, position, spaced);
        }

        if (cut)
            AddValue(_length, _length, spaced: true);
        return Skeleton();
    }

    // Two chains, for each step has to wait for the multiplication before it.
    private ulong Skeleton()
    {
        ulong even = 0x2545_F491_4F6C_DD1D, odd = 0x9E6C_63D0_876A_68DD;
        ReadOnlySpan<Token> tokens = Tokens;
        int i = 0;
        for (; i + 1 < tokens.Length; i += 2)
        {
            even = Mix.Step(even, Part(tokens[i]));
            odd = Mix.Step(odd, Part(tokens[i + 1]));
        }

        if (i < tokens.Length)
            even = Mix.Step(even, Part(tokens[i]));
        ulong state = Mix.Step(even, odd);
        return state == 0 ? 1 : state;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Part(in Token token) => token.Hash + (ulong)token.Kind + (token.Spaced ? 4UL : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int start, int end, TokenKind kind, bool spaced, ulong hash)
    {
        ref Token token = ref _tokens[_count++];
        token.Start = start;
        token.End = end;
        token.Kind = kind;
        token.Spaced = spaced;
        token.Hash = hash;
    }

    /// <summary>Adds a value, or lengthens the last one if only marks, or white space and a comma, stand between.</summary>
    private void AddValue(int start, int end, bool spaced)
    {
        if (_lastValue >= 0 && Joins(_lastValue, spaced))
        {
            _tokens[_lastValue].End = end;
            _count = _lastValue + 1;
            return;
        }

        _lastValue = _count;
        Add(start, end, TokenKind.Value, spaced, 0);
    }

    private bool Joins(int last, bool spaced)
    {
        bool anySpace = spaced, onlyComma = true;
        for (int i = last + 1; i < _count; i++)
        {
            ref Token token = ref _tokens[i];
            if (token.Kind != TokenKind.Mark)
                return false;
            anySpace |= token.Spaced;
            onlyComma &= token.Hash == ',' && i == last + 1;
        }

        return !anySpace || onlyComma;
    }

    private int TakeWord(ref byte text, int start, bool spaced)
    {
        int end = EndOfWord(ref text, start);
        bool digits = Any(_digit, start, end);
        if (digits && end - start > 4 && (Unsafe.Add(ref text, start) | 0x20) is >= 'a' and <= 'z' && HasDot(ref text, start, end) && ValueForms.LeaderEnd(Text[start..end]) is var leader and > 0)
        {
            Add(start, start + leader, TokenKind.Word, spaced, Mix.Padded(ref Unsafe.Add(ref text, start), leader));
            (start, spaced) = (start + leader, false);
        }

        if (digits || IsAssigned(ref text, end))
            return TakeValue(start, end, spaced);
        byte next = Unsafe.Add(ref text, end);
        if (next == ':' && (Unsafe.Add(ref text, end + 1) is (byte)'/' || (end - start == 1 && Unsafe.Add(ref text, end + 1) == '\\')))
            return TakeValue(start, EndOfWord(ref text, end + 1), spaced); // scheme://host/path, C:\path
        bool afterMark = !spaced && _count > 0 && _tokens[_count - 1].Kind == TokenKind.Mark;
        if (end - start > 1 && Any(_slash, start, end) && ValueForms.IsPath(Text[start..end]))
            return TakeValue(start, end, spaced);
        if (afterMark && _lastValue == _count - 2 && _count > 1 && _tokens[_count - 1].Hash == ':' && ValueForms.IsHexGroup(Text[start..end]))
            return TakeValue(start, end, spaced);

        ulong hash = Mix.Padded(ref Unsafe.Add(ref text, start), end - start);
        switch (end - start)
        {
            case 1 when Unsafe.Add(ref text, start) == '-' && _count > 0 && _tokens[_count - 1].Hash == hash:
                return TakeValue(start, end, spaced); // "- -": what is not there
            case >= 3 and <= 9:
                // The last letter, too, lets nearly all words pass that are neither.
                if ((Unsafe.Add(ref text, start) | 0x20) is 't' or 'f' or 'n' or 'u' && (Unsafe.Add(ref text, end - 1) | 0x20) is 'e' or 'n' or 'l' or 'd' && ValueForms.IsLiteral(hash, afterMark || (_count > 0 && _tokens[_count - 1].Kind == TokenKind.Mark)))
                    return TakeValue(start, end, spaced);
                if ((char)Unsafe.Add(ref text, start) is >= 'A' and <= 'Z' && (char)Unsafe.Add(ref text, start + 1) is >= 'A' and <= 'Z')
                {
                    if (ValueForms.IsSql(hash, Text[end..]))
                        return TakeValue(start, _length, spaced);
                    if (ValueForms.IsMethod(hash, Text[end..]))
                        return TakeValue(start, end, spaced);
                }

                break;
        }

        Add(start, end, TokenKind.Word, spaced, hash);
        return end;
    }

    /// <summary>Whether a dot may be in the word; a long one is taken to have some.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasDot(ref byte text, int start, int end)
    {
        uint dots = Vector256.Equals(Vector256.LoadUnsafe(ref text, (nuint)start), Vector256.Create((byte)'.')).ExtractMostSignificantBits();
        return end - start >= Vector256<byte>.Count || (dots << (Vector256<byte>.Count - (end - start))) != 0;
    }

    private int TakeValue(int start, int end, bool spaced)
    {
        end = ValueForms.Extend(Text, start, end);
        if (!spaced && _count > 1 && _tokens[_count - 1] is { Hash: ':', Kind: TokenKind.Mark, Spaced: false }
            && _tokens[_count - 2] is { Kind: TokenKind.Word } host && ValueForms.IsHostName(Text[host.Start..host.End]))
        {
            _count -= 2; // host:port
            (start, spaced) = (host.Start, host.Spaced);
        }

        AddValue(start, end, spaced);
        return end;
    }

    private int TakeMark(ref byte text, int start, bool spaced)
    {
        byte mark = Unsafe.Add(ref text, start), next = Unsafe.Add(ref text, start + 1);
        int close;
        switch (mark)
        {
            case (byte)'"' or (byte)'\'' when Opens(spaced) && (close = ClosingQuote(mark, start + 1)) >= 0:
                Add(start, start + 1, TokenKind.Mark, spaced, mark);
                TakeQuoted(ref text, start + 1, close);
                Add(close, close + 1, TokenKind.Mark, spaced: false, mark);
                return close + 1;
            case (byte)'{' when next == '"' && ValueForms.Bracketed(Text[start..], (byte)'{', (byte)'}') is var json and > 0:
                return TakeValue(start, start + json, spaced);
            case (byte)'[' when !spaced && _count > 0 && _tokens[_count - 1].Hash == '=' && ValueForms.Bracketed(Text[start..], (byte)'[', (byte)']') is var list and > 2:
                Add(start, start + 1, TokenKind.Mark, spaced, mark);
                AddValue(start + 1, start + list - 1, spaced: false);
                Add(start + list - 1, start + list, TokenKind.Mark, spaced: false, (byte)']');
                return start + list;
            case (byte)'(' when spaced && _lastValue >= 0 && _lastValue >= _count - 2 && ValueForms.SizeInBrackets(Text[start..]) is var size and > 0:
                return start + size;
            case (byte)'<' or (byte)'>' when spaced && next is >= (byte)'0' and <= (byte)'9':
                return TakeValue(start, EndOfWord(ref text, start + 1), spaced);
            default:
                Add(start, start + 1, TokenKind.Mark, spaced, mark);
                return start + 1;
        }
    }

    /// <summary>What stands in quotes is one value; of a request line the method is kept.</summary>
    private void TakeQuoted(ref byte text, int start, int close)
    {
        int word = Next(_boundary, start, flip: 0);
        if (word < close && word - start is >= 3 and <= 7 && Unsafe.Add(ref text, start) is >= (byte)'A' and <= (byte)'Z'
            && Mix.Padded(ref Unsafe.Add(ref text, start), word - start) is var hash && ValueForms.IsMethod(hash, Text[word..close]))
        {
            Add(start, word, TokenKind.Word, spaced: false, hash);
            _lastValue = _count;
            Add(word + 1, close, TokenKind.Value, spaced: true, 0);
            return;
        }

        _lastValue = _count;
        Add(start, close, TokenKind.Value, spaced: false, 0);
    }

    /// <summary>An equals sign stands before, and what follows is no bracket that this is the name of.</summary>
    private bool IsAssigned(ref byte text, int end) => _count > 0 && _tokens[_count - 1] is { Kind: TokenKind.Mark, Hash: '=' }
        && Unsafe.Add(ref text, end) is not ((byte)'{' or (byte)'(' or (byte)'[' or (byte)'=');

    private bool Opens(bool spaced) => spaced || _count == 0 || _tokens[_count - 1].Kind == TokenKind.Mark;

    private int ClosingQuote(byte quote, int from)
    {
        int at = _text.AsSpan(from, _length - from).IndexOf(quote);
        return at >= 0 && Bit(_boundary, from + at + 1) ? from + at : -1;
    }

    private int EndOfWord(ref byte text, int position)
    {
        while (true)
        {
            position = Next(_boundary, position, flip: 0);
            // An apostrophe inside a word belongs to it.
            if (position >= _length || Unsafe.Add(ref text, position) != '\'' || Bit(_boundary, position + 1))
                return Math.Min(position, _length);
            position++;
        }
    }

    /// <summary>The first place from <paramref name="position"/> on whose bit is set, or clear if <paramref name="flip"/> is all ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ulong[] bits, int position, ulong flip)
    {
        int block = position / Block;
        ulong rest = (bits[block] ^ flip) >> (position % Block);
        if (rest != 0)
            return position + BitOperations.TrailingZeroCount(rest);
        do
            block++;
        while ((bits[block] ^ flip) == 0);
        return (block * Block) + BitOperations.TrailingZeroCount(bits[block] ^ flip);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Bit(ulong[] bits, int position) => (bits[position / Block] >> (position % Block) & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Any(ulong[] bits, int start, int end)
    {
        int first = start / Block, last = (end - 1) / Block;
        ulong from = ulong.MaxValue << (start % Block), to = ulong.MaxValue >> (Block - 1 - ((end - 1) % Block));
        if (first == last)
            return (bits[first] & from & to) != 0;
        if ((bits[first] & from) != 0 || (bits[last] & to) != 0)
            return true;
        for (int i = first + 1; i < last; i++)
        {
            if (bits[i] != 0)
                return true;
        }

        return false;
    }
}
