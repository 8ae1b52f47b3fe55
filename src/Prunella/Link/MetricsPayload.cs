using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Prunella.Metrics;

namespace Prunella.Link;

/// <summary>The roll-up of a process's series: those that the agent has not been told of yet, and the values that changed.</summary>
/// <remarks>
/// <c>u8 format = 1 | u32 left out | u16 n | n declarations | u16 m | m × (u16 number, f32 value)</c>; a declaration is
/// <c>u16 number | u8 kind | meter | instrument | unit | description | u8 t | t × (key, value)</c>, a text <c>u16 length</c> and UTF-8. Little-endian.
/// </remarks>
/// <param name="Declared">Series that are new on this connection.</param>
/// <param name="Points">Values that differ from those last told.</param>
/// <param name="LeftOut">How many series the process has beyond <see cref="MostSeries"/>.</param>
public sealed record MetricsPayload(IReadOnlyList<LinkedSeries> Declared, IReadOnlyList<LinkedPoint> Points, int LeftOut)
{
    /// <summary>The most series that a process may tell of; their numbers are below it.</summary>
    public const int MostSeries = 256;

    /// <summary>The format that this version writes.</summary>
    public const byte Format = 1;

    private const int MostTags = 32;
    private const int MostText = 1024;

    /// <summary>Its bytes.</summary>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>(256);
        Put(output, Format);
        BinaryPrimitives.WriteInt32LittleEndian(Take(output, sizeof(int)), LeftOut);
        Put(output, (ushort)Declared.Count);
        foreach (LinkedSeries series in Declared)
            Write(output, series);
        Put(output, (ushort)Points.Count);
        foreach (LinkedPoint point in Points)
        {
            Put(output, (ushort)point.Number);
            BinaryPrimitives.WriteSingleLittleEndian(Take(output, sizeof(float)), point.Value);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads it.</summary>
    /// <returns>Null where it is of a format that this version does not know.</returns>
    /// <exception cref="FrameException">It is no roll-up.</exception>
    public static MetricsPayload? Parse(ReadOnlySpan<byte> payload)
    {
        var reader = new Reader(payload);
        if (reader.Byte() != Format)
            return null;
        int leftOut = reader.Int32();
        var declared = new LinkedSeries[reader.CountUpTo(MostSeries)];
        for (int i = 0; i < declared.Length; i++)
            declared[i] = ReadSeries(ref reader);
        var points = new LinkedPoint[reader.CountUpTo(MostSeries)];
        for (int i = 0; i < points.Length; i++)
            points[i] = new LinkedPoint(reader.Number(), reader.Single());
        return leftOut >= 0 && reader.IsAtEnd ? new MetricsPayload(declared, points, leftOut) : throw Malformed();
    }

    private static LinkedSeries ReadSeries(ref Reader reader)
    {
        int number = reader.Number();
        var kind = (SeriesKind)reader.Byte();
        if (!Enum.IsDefined(kind))
            throw Malformed();
        string meter = reader.Text(), instrument = reader.Text(), unit = reader.Text(), description = reader.Text();
        int count = reader.Byte();
        if (count > MostTags || instrument.Length == 0)
            throw Malformed();
        var tags = new SeriesTag[count];
        for (int i = 0; i < count; i++)
            tags[i] = new SeriesTag(reader.Text(), reader.Text());
        return new LinkedSeries(number, new SeriesKey(meter, instrument, unit, kind, SeriesTags.Of(tags)), description);
    }

    private static void Write(ArrayBufferWriter<byte> output, LinkedSeries series)
    {
        Put(output, (ushort)series.Number);
        Put(output, (byte)series.Key.Kind);
        Put(output, series.Key.Meter);
        Put(output, series.Key.Instrument);
        Put(output, series.Key.Unit);
        Put(output, series.Description);
        int tags = Math.Min(series.Key.Tags.Count, MostTags);
        Put(output, (byte)tags);
        for (int i = 0; i < tags; i++)
        {
            Put(output, series.Key.Tags[i].Key);
            Put(output, series.Key.Tags[i].Value);
        }
    }

    private static void Put(ArrayBufferWriter<byte> output, byte value) => Take(output, sizeof(byte))[0] = value;

    private static void Put(ArrayBufferWriter<byte> output, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(output, sizeof(ushort)), value);

    private static void Put(ArrayBufferWriter<byte> output, string text)
    {
        string cut = text.Length <= SeriesTags.MaxLength ? text : text[..SeriesTags.MaxLength];
        int length = Encoding.UTF8.GetByteCount(cut);
        Put(output, (ushort)length);
        _ = Encoding.UTF8.GetBytes(cut, Take(output, length));
    }

    private static Span<byte> Take(ArrayBufferWriter<byte> output, int length)
    {
        Span<byte> space = output.GetSpan(length)[..length];
        output.Advance(length);
        return space;
    }

    private static FrameException Malformed() => new(FrameFault.Malformed, "This is no roll-up of series.");

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _left = bytes;

        public readonly bool IsAtEnd => _left.IsEmpty;

        public byte Byte() => Next(sizeof(byte))[0];

        public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));

        public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Next(sizeof(float)));

        public int Number() => BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort))) is var number && number < MostSeries ? number : throw Malformed();

        public int CountUpTo(int most) => BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort))) is var count && count <= most ? count : throw Malformed();

        public string Text()
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort)));
            return length <= MostText ? Encoding.UTF8.GetString(Next(length)) : throw Malformed();
        }

        private ReadOnlySpan<byte> Next(int length)
        {
            if (length > _left.Length)
                throw Malformed();
            ReadOnlySpan<byte> next = _left[..length];
            _left = _left[length..];
            return next;
        }
    }
}
