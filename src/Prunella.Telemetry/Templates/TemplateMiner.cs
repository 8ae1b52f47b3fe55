using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Templates;

/// <summary>Finds the templates of log messages: what of a message is the statement that wrote it, and what are its values.</summary>
/// <remarks>
/// <para>Two passes. The first, over each message, takes what looks like a value for one and counts the skeletons that are left. The
/// second, <see cref="Build"/>, goes over the skeletons alone and finds the values that look like words, because they vary where all else
/// is the same. Both depend on the set of messages only, not on their order, nor on how they were shared among miners.</para>
/// <para>Allocates only when it meets a new skeleton, and keeps at most <see cref="MaxShapes"/> of them. Not thread-safe: give each
/// thread its own miner and join them by <see cref="Absorb"/>.</para>
/// </remarks>
public sealed class TemplateMiner
{
    private readonly MessageScanner _scanner = new();
    private readonly ShapeTable _table = new();
    private readonly List<Shape> _shapes = [];
    private readonly MessageValue[] _values = new MessageValue[MessageScanner.MaxTokens];
    private int _valueCount;

    /// <param name="maxShapes">Most skeletons that are kept; messages with further ones are counted together. Default 16,384.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxShapes"/> is less than 1.</exception>
    public TemplateMiner(int maxShapes = 16_384)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxShapes, 1);
        MaxShapes = maxShapes;
        _shapes.Add(new Shape(0, [new Token { Kind = TokenKind.Value }], default)); // what is beyond the limit
    }

    /// <summary>Most skeletons that are kept.</summary>
    public int MaxShapes { get; }

    /// <summary>How many skeletons were met, with number 0: that of all beyond the limit.</summary>
    public int ShapeCount => _shapes.Count;

    /// <summary>The values of the last message that was observed, as places in it; valid until the next.</summary>
    public ReadOnlySpan<MessageValue> Values => _values.AsSpan(0, _valueCount);

    internal IReadOnlyList<Shape> Shapes => _shapes;

    /// <summary>Takes in a message.</summary>
    /// <param name="message">UTF-8, without the header of its line. Bytes beyond 4,096 count as one value.</param>
    /// <returns>The number of its skeleton in this miner; 0 if it was met first after <see cref="MaxShapes"/> others.</returns>
    public int Observe(ReadOnlySpan<byte> message)
    {
        ulong key = _scanner.Scan(message);
        int number = _table.Find(key);
        if (number < 0)
            number = Meet(key, _scanner.Tokens, _scanner.Text);
        Shape shape = CollectionsMarshal.AsSpan(_shapes)[number];
        shape.Count++;
        NoteValues(shape);
        return number;
    }

    /// <summary>Takes in a message whose template the log itself names.</summary>
    /// <param name="template">The template as the log gives it, as in <c>Order {OrderId} paid</c>; UTF-8.</param>
    /// <returns>The number of this template in this miner, in the same row of numbers as <see cref="Observe"/>.</returns>
    public int ObserveGiven(ReadOnlySpan<byte> template)
    {
        _valueCount = 0;
        ulong key = ~Mix.Of(template) | 1;
        int number = _table.Find(key);
        if (number < 0)
            number = Meet(key, [new Token { End = template.Length, Kind = TokenKind.Word }], template);
        _shapes[number].Count++;
        _shapes[number].IsGiven = number > 0;
        return number;
    }

    /// <summary>The key of a skeleton, the same in every miner; 0 for what was beyond the limit.</summary>
    /// <param name="shape">A number that <see cref="Observe"/> returned.</param>
    /// <exception cref="ArgumentOutOfRangeException">No skeleton has this number.</exception>
    public ulong KeyOf(int shape) => _shapes[shape].Key;

    /// <summary>The parts of the first message with a skeleton.</summary>
    internal System.Collections.Immutable.ImmutableArray<Part> PartsOf(int shape) => _shapes[shape].Parts;

    /// <summary>Takes in all that another miner observed.</summary>
    /// <param name="other">Left as it is.</param>
    public void Absorb(TemplateMiner other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (Shape shape in other._shapes)
        {
            int number = shape.Key == 0 ? 0 : _table.Find(shape.Key);
            if (number < 0 && _shapes.Count <= MaxShapes)
            {
                _table.Add(shape.Key, _shapes.Count);
                _shapes.Add(shape.Copy());
            }
            else
            {
                _shapes[Math.Max(number, 0)].Absorb(shape);
            }
        }
    }

    /// <summary>Finds the templates of all that was observed so far. More can be observed afterwards.</summary>
    public TemplateCatalog Build() => Refinement.Of(_shapes);

    private int Meet(ulong key, ReadOnlySpan<Token> tokens, ReadOnlySpan<byte> text)
    {
        if (_shapes.Count > MaxShapes)
            return 0;
        int number = _shapes.Count;
        _shapes.Add(new Shape(key, tokens, text));
        _table.Add(key, number);
        return number;
    }

    private void NoteValues(Shape shape)
    {
        _valueCount = 0;
        ref byte text = ref MemoryMarshal.GetReference(_scanner.Text);
        foreach (ref readonly Token token in _scanner.Tokens)
        {
            if (token.Kind != TokenKind.Value)
                continue;
            if (!shape.HasVaried(_valueCount))
                shape.Note(_valueCount, Mix.Padded(ref System.Runtime.CompilerServices.Unsafe.Add(ref text, token.Start), token.End - token.Start) | 1);
            _values[_valueCount++] = new MessageValue(token.Start, token.End - token.Start);
        }
    }
}
