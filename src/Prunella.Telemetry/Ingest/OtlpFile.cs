using System.Buffers.Binary;
using Prunella.Telemetry.Otlp;

namespace Prunella.Telemetry.Ingest;

/// <summary>Tells files of OTLP in protobuf from others, and spans in them from records of logs.</summary>
internal static class OtlpFile
{
    private const byte FirstTag = 0x0A; // field 1 with a length: the records of one resource
    private const int PrefixBytes = 4, TraceBytes = 16, SpanBytes = 8;

    /// <summary>Whether a file is one, by its beginning.</summary>
    public static bool Is(ReadOnlySpan<byte> head) =>
        BeginsWithMessage(head) || (head.Length > PrefixBytes + 2 && BinaryPrimitives.ReadUInt32BigEndian(head) is > 0 and <= OtlpReader.MaxBytes && BeginsWithMessage(head[PrefixBytes..]));

    /// <summary>Whether a message of OTLP begins here, as far as its beginning shows.</summary>
    public static bool BeginsWithMessage(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head[0] != FirstTag || !TryMeasureField(head, out long length) || length > OtlpReader.MaxBytes)
            return false;
        // Inside stands a resource or a group, each with a length, and inside that something with a length again.
        ReadOnlySpan<byte> inner = head[1..];
        _ = WireReader.TakeVarint(ref inner);
        long left = length - (head.Length - inner.Length);
        if (inner.Length <= 2 || inner[0] is not (0x0A or 0x12) || !TryMeasureField(inner, out long field) || field > left || field <= 2)
            return false;
        // Text may begin with line ends, too: what is there whole must be read as what it is taken for.
        return length > head.Length ? TextEncodings.IsBinary(head) : CanRead(head[..(int)length]);
    }

    /// <summary>How long the next message is, with its tag and its length; false where more bytes are needed.</summary>
    /// <exception cref="InvalidDataException">This is no such message.</exception>
    public static bool TryMeasure(ReadOnlySpan<byte> data, out long length)
    {
        length = 0;
        return !data.IsEmpty && (data[0] == FirstTag ? TryMeasureField(data, out length) : throw new InvalidDataException("has something behind its messages that is none; the rest was left out."));
    }

    /// <summary>What a message carries: spans have ids of 16 and 8 bytes, points of metrics have a name, and all else are records of logs. Null where it carries nothing.</summary>
    public static OtlpSignal? SignalOf(ReadOnlySpan<byte> message)
    {
        var all = new WireReader(message);
        while (all.Next())
        {
            if (all is not { Field: 1, IsDelimited: true })
                continue;
            var groups = new WireReader(all.Bytes);
            while (groups.Next())
            {
                if (groups is not { Field: 2, IsDelimited: true })
                    continue;
                var records = new WireReader(groups.Bytes);
                while (records.Next())
                {
                    if (records is { Field: 2, IsDelimited: true })
                        return SignalOfRecord(records.Bytes);
                }
            }
        }

        return null;
    }

    private static bool CanRead(ReadOnlySpan<byte> message)
    {
        try
        {
            return SignalOf(message) is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static OtlpSignal SignalOfRecord(ReadOnlySpan<byte> record)
    {
        bool hasTrace = false, hasName = false, hasData = false;
        var fields = new WireReader(record);
        while (fields.Next())
        {
            if (!fields.IsDelimited)
                continue;
            hasTrace |= fields.Field == 1 && fields.Bytes.Length == TraceBytes;
            if (hasTrace && fields.Field == 2 && fields.Bytes.Length == SpanBytes)
                return OtlpSignal.Traces;
            hasName |= fields.Field == 1;
            hasData |= fields.Field is 5 or 7 or 9 or 10 or 11;
        }

        return hasName && hasData ? OtlpSignal.Metrics : OtlpSignal.Logs;
    }

    private static bool TryMeasureField(ReadOnlySpan<byte> data, out long length)
    {
        length = 0;
        ulong announced = 0;
        for (int i = 1; i < Math.Min(data.Length, 11); i++)
        {
            announced |= (ulong)(data[i] & 0x7F) << (7 * (i - 1));
            if (data[i] >= 0x80)
                continue;
            length = announced > int.MaxValue ? long.MaxValue : i + 1 + (long)announced;
            return true;
        }

        return false;
    }
}
