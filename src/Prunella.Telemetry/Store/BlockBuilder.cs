using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Store;

/// <summary>Gathers records column by column until there are enough for a block.</summary>
internal sealed class BlockBuilder
{
    // As much as the processor's nearest caches hold while it is filled, checked and written.
    private const int MostRecords = 8192, MostText = 512 << 10;
    private const int Before = BlockHeader.Size + sizeof(int);
    private readonly ColumnBuffer _times = new(), _levels = new(), _categories = new(), _keys = new(), _skeletons = new(), _traces = new(), _spans = new(), _values = new(), _frames = new(), _lengths = new();
    private readonly ColumnBuffer _text = new();
    private readonly ColumnBuffer[] _columns;
    private readonly NumberedTexts _categoryTexts = new(), _traceTexts = new();
    private readonly TextFrames _textFrames = new();
    private readonly ShapeTable _keyNumbers = new();
    private int[] _stamps = new int[1024];
    private int[] _places = new int[1024];
    private int _known, _keyCount, _stamp = 1;
    private long _last;

    public BlockBuilder()
    {
        _columns = [_times, _levels, _categoryTexts.Texts, _categories, _keys, _skeletons, _traceTexts.Texts, _traces, _spans, _values, _textFrames.Frames, _frames, _lengths];
        Clear();
    }

    public int Count { get; private set; }

    public long Earliest { get; private set; } = long.MaxValue;

    public long Latest { get; private set; }

    public LogLevel Highest { get; private set; }

    public bool IsFull => Count >= MostRecords || _text.Length >= MostText;

    public void Add(in LogRecord record, ulong skeleton, ReadOnlySpan<MessageValue> values)
    {
        Count++;
        _times.Signed(record.Ticks - _last);
        _last = record.Ticks;
        Earliest = Math.Min(Earliest, record.Ticks);
        Latest = Math.Max(Latest, record.Ticks);
        _levels.Byte((byte)record.Level);
        if (record.Level != LogLevel.None && record.Level > Highest)
            Highest = record.Level;
        _categories.Number((ulong)_categoryTexts.NumberOf(record.Category));
        _skeletons.Number((ulong)PlaceOf(skeleton));
        _traces.Number((ulong)_traceTexts.NumberOf(record.TraceId));
        _spans.Number((ulong)record.SpanId.Length);
        _spans.Bytes(record.SpanId);
        Values(record, values);
        Text(record);
    }

    /// <summary>The header, then all columns: first the text behind its length, where it has grown, then the others, each behind its length.</summary>
    /// <returns>Valid until <see cref="Clear"/>, which must follow.</returns>
    public ReadOnlySpan<byte> Finish()
    {
        int text = _text.Length - Before;
        _text.Number((ulong)Count);
        foreach (ColumnBuffer column in _columns)
        {
            _text.Number((ulong)column.Length);
            _text.Bytes(column.Written);
        }

        Span<byte> columns = _text.Written[BlockHeader.Size..];
        BinaryPrimitives.WriteInt32LittleEndian(columns, text);
        new BlockHeader(IsPacked: false, columns.Length, columns.Length, Count, Earliest, Latest, Highest, Checksum.Of(columns)).Write(_text.Written);
        return _text.Written;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        foreach (ColumnBuffer column in _columns)
            column.Clear();
        _categoryTexts.Clear();
        _traceTexts.Clear();
        _textFrames.Clear();
        _text.Clear();
        _ = _text.Reserve(Before);
        (Count, _keyCount, _last, Earliest, Latest, Highest) = (0, 0, 0, long.MaxValue, 0, LogLevel.Trace);
        _stamp++;
    }

    /// <summary>Values as places in the record: how far each is behind the end of the one before.</summary>
    private void Values(in LogRecord record, ReadOnlySpan<MessageValue> values)
    {
        long message = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(record.Text), ref MemoryMarshal.GetReference(record.Message));
        if (values.IsEmpty || message < 0 || message + record.Message.Length > record.Text.Length)
        {
            _values.Number(0); // none, or in a text of JSON that had to be unescaped: they are among its fields
            return;
        }

        _values.Number((ulong)values.Length);
        int end = -(int)message;
        foreach (MessageValue value in values)
        {
            _values.Number((ulong)(value.Start - end));
            _values.Number((ulong)value.Length);
            end = value.Start + value.Length;
        }
    }

    /// <summary>The text; of one with a frame the values that its frame has not.</summary>
    private void Text(in LogRecord record)
    {
        int frame = _textFrames.NumberOf(record);
        _frames.Number((ulong)frame);
        if (frame == 0)
        {
            _lengths.Number((ulong)record.Text.Length);
            _text.Bytes(record.Text);
            return;
        }

        ReadOnlySpan<bool> varies = record.Path!.Varies;
        for (int i = 0; i < varies.Length; i++)
        {
            if (!varies[i])
                continue;
            MessageValue place = record.Places[i];
            _lengths.Number((ulong)place.Length);
            _text.Bytes(record.Text.Slice(place.Start, place.Length));
        }
    }

    private int PlaceOf(ulong skeleton)
    {
        int number = skeleton == 0 ? 0 : _keyNumbers.Find(skeleton);
        if (number < 0)
        {
            number = ++_known;
            _keyNumbers.Add(skeleton, number);
            if (_stamps.Length <= number)
            {
                Array.Resize(ref _stamps, number * 2);
                Array.Resize(ref _places, number * 2);
            }
        }

        if (_stamps[number] != _stamp)
        {
            _stamps[number] = _stamp;
            _places[number] = _keyCount++;
            BinaryPrimitives.WriteUInt64LittleEndian(_keys.Reserve(sizeof(ulong)), skeleton);
        }

        return _places[number];
    }
}
