using System.Buffers.Binary;
using System.Text;

namespace Prunella.Metrics;

/// <summary>The records of a history file: each has its length and a checksum before it, so that a torn end is told from a whole record.</summary>
/// <remarks>
/// Little-endian: <c>u32 length of the payload | u32 FNV-1a of it | payload</c>. Payloads: <c>1 | i32 series | its key</c>; <c>2 | i32 series | u8 tier | block</c>.
/// </remarks>
internal static class HistoryRecord
{
    public const byte Series = 1, Points = 2;

    public const int HeadLength = 8;

    /// <summary>Longer ones are no records of ours.</summary>
    public const int MaxPayload = 64 << 10;

    public static byte[] OfSeries(int series, SeriesKey key)
    {
        using MemoryStream payload = new();
        using BinaryWriter writer = new(payload, Encoding.UTF8);
        writer.Write(Series);
        writer.Write(series);
        writer.Write(key.Meter);
        writer.Write(key.Instrument);
        writer.Write(key.Unit);
        writer.Write((byte)key.Kind);
        writer.Write((ushort)key.Tags.Count);
        foreach (SeriesTag tag in key.Tags)
        {
            writer.Write(tag.Key);
            writer.Write(tag.Value);
        }

        writer.Flush();
        return Framed(payload.ToArray());
    }

    public static byte[] OfPoints(int series, PointResolution tier, ReadOnlySpan<byte> block)
    {
        byte[] payload = new byte[6 + block.Length];
        payload[0] = Points;
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(1), series);
        payload[5] = (byte)tier;
        block.CopyTo(payload.AsSpan(6));
        return Framed(payload);
    }

    /// <summary>The payload of the record at the beginning of some bytes; empty where there is no whole and unharmed one.</summary>
    public static ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadLength)
            return [];
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length is 0 or > MaxPayload || bytes.Length - HeadLength < length)
            return [];
        ReadOnlySpan<byte> payload = bytes.Slice(HeadLength, (int)length);
        return Checksum(payload) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) ? payload : [];
    }

    /// <summary>Reads the payload of a series.</summary>
    /// <exception cref="EndOfStreamException">It is not one.</exception>
    public static (int Series, SeriesKey Key) ReadSeries(ReadOnlySpan<byte> payload)
    {
        using BinaryReader reader = new(new MemoryStream(payload.ToArray()), Encoding.UTF8);
        _ = reader.ReadByte();
        int series = reader.ReadInt32();
        (string meter, string instrument, string unit, SeriesKind kind) = (reader.ReadString(), reader.ReadString(), reader.ReadString(), (SeriesKind)reader.ReadByte());
        var tags = new SeriesTag[reader.ReadUInt16()];
        for (int i = 0; i < tags.Length; i++)
            tags[i] = new SeriesTag(reader.ReadString(), reader.ReadString());
        return (series, new SeriesKey(meter, instrument, unit, kind, SeriesTags.Of(tags)));
    }

    private static byte[] Framed(ReadOnlySpan<byte> payload)
    {
        byte[] record = new byte[HeadLength + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), Checksum(payload));
        payload.CopyTo(record.AsSpan(HeadLength));
        return record;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2_166_136_261;
        foreach (byte one in bytes)
            hash = (hash ^ one) * 16_777_619;
        return hash;
    }
}
