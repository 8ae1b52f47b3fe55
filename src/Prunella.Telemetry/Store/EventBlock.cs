using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Store;

/// <summary>The records of one block, unpacked.</summary>
internal sealed class EventBlock
{
    private readonly string[] _categories, _traces;
    private readonly byte[] _text;
    private readonly int[] _starts;
    private readonly long[] _times;
    private readonly byte[] _levels;
    private readonly int[] _categoryOf, _keyOf, _traceOf;
    private readonly string[] _spans;
    private readonly (int Start, int Length)[][] _values;
    private readonly ulong[] _keys;

    private EventBlock(ReadOnlySpan<byte> bytes, int version)
    {
        var columns = new ColumnReader(bytes);
        ReadOnlySpan<byte> text = version == 1 ? default : columns.Bytes(BinaryPrimitives.ReadInt32LittleEndian(columns.Bytes(sizeof(int))));
        Count = checked((int)columns.Number());
        ColumnReader times = new(Next(ref columns));
        _levels = Next(ref columns).ToArray();
        _categories = Texts(Next(ref columns));
        _categoryOf = Numbers(Next(ref columns), _categories.Length);
        ReadOnlySpan<byte> keys = Next(ref columns);
        _keys = new ulong[keys.Length / 8];
        for (int i = 0; i < _keys.Length; i++)
            _keys[i] = BinaryPrimitives.ReadUInt64LittleEndian(keys[(i * 8)..]);
        _keyOf = Numbers(Next(ref columns), _keys.Length);
        _traces = Texts(Next(ref columns));
        _traceOf = Numbers(Next(ref columns), _traces.Length);
        ColumnReader spans = new(Next(ref columns)), values = new(Next(ref columns));
        ReadOnlySpan<byte> frames = version == 1 ? default : Next(ref columns), frameOf = version == 1 ? default : Next(ref columns);
        var texts = new FramedTexts(frames, frameOf, Next(ref columns));
        text = version == 1 ? Next(ref columns) : text; // it has moved to the front
        (_times, _starts, _spans, _values) = (new long[Count], new int[Count + 1], new string[Count], new (int, int)[Count][]);
        if (_levels.Length != Count)
            throw new InvalidDataException("The columns of a block are not of one length.");
        long time = 0;
        for (int i = 0; i < Count; i++)
        {
            _times[i] = time += times.Signed();
            texts.Next(ref text);
            _starts[i + 1] = texts.Length;
            int length = checked((int)spans.Number());
            _spans[i] = length == 0 ? "" : Encoding.UTF8.GetString(spans.Bytes(length));
            _values[i] = Places(ref values);
        }

        _text = texts.ToArray();
        if (!text.IsEmpty)
            throw new InvalidDataException("The texts of a block are not of the length that they should have.");
    }

    public int Count { get; }

    /// <exception cref="InvalidDataException">The bytes are no block.</exception>
    public static EventBlock Read(in BlockHeader header, byte[] bytes)
    {
        if (!header.IsPacked)
            return Checked(bytes, header.Version);
        byte[] unpacked = new byte[header.Unpacked];
        return BrotliDecoder.TryDecompress(bytes, unpacked, out int written) && written == unpacked.Length ? Checked(unpacked, header.Version) : throw new InvalidDataException("A block can not be unpacked.");
    }

    public long TimeOf(int record) => _times[record];

    public LogLevel LevelOf(int record) => (LogLevel)_levels[record];

    public string CategoryOf(int record) => _categories[_categoryOf[record]];

    public ulong KeyOf(int record) => _keys[_keyOf[record]];

    public string TraceOf(int record) => _traces[_traceOf[record]];

    public string SpanOf(int record) => _spans[record];

    public ReadOnlySpan<byte> TextOf(int record) => _text.AsSpan(_starts[record].._starts[record + 1]);

    public ImmutableArray<string> ValuesOf(int record)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        ReadOnlySpan<byte> text = TextOf(record);
        foreach ((int start, int length) in _values[record])
        {
            if (start >= 0 && start + length <= text.Length)
                values.Add(Encoding.UTF8.GetString(text.Slice(start, length)));
        }

        return values.DrainToImmutable();
    }

    private static EventBlock Checked(ReadOnlySpan<byte> bytes, int version)
    {
        try
        {
            return new EventBlock(bytes, version);
        }
        catch (OverflowException error)
        {
            throw new InvalidDataException("A number in a block is too large.", error);
        }
    }

    private static ReadOnlySpan<byte> Next(scoped ref ColumnReader columns) => columns.Bytes(checked((int)columns.Number()));

    private static string[] Texts(ReadOnlySpan<byte> column)
    {
        var texts = new List<string> { "" };
        while (!column.IsEmpty)
        {
            var reader = new ColumnReader(column);
            int length = checked((int)reader.Number());
            texts.Add(Encoding.UTF8.GetString(reader.Bytes(length)));
            column = reader.Rest;
        }

        return [.. texts];
    }

    private int[] Numbers(ReadOnlySpan<byte> column, int below)
    {
        var reader = new ColumnReader(column);
        var numbers = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            ulong number = reader.Number();
            numbers[i] = number < (ulong)below ? (int)number : throw new InvalidDataException("A block refers to a text that it has not.");
        }

        return numbers;
    }

    private static (int, int)[] Places(ref ColumnReader values)
    {
        int count = checked((int)values.Number());
        if (count == 0)
            return [];
        if (count > 4096)
            throw new InvalidDataException("A record of a block has too many values.");
        var places = new (int, int)[count];
        int end = 0;
        for (int i = 0; i < count; i++)
        {
            int start = checked(end + (int)values.Number()), length = checked((int)values.Number());
            places[i] = (start, length);
            end = start + length;
        }

        return places;
    }
}
