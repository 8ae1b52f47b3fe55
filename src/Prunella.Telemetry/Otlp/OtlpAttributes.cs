namespace Prunella.Telemetry.Otlp;

/// <summary>The attributes in a message of OTLP, read when they are asked for.</summary>
public readonly ref struct OtlpAttributes
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _field;

    internal OtlpAttributes(ReadOnlySpan<byte> message, int field)
    {
        _message = message;
        _field = field;
    }

    /// <summary>Bytes of the message that they stand in.</summary>
    internal int Bytes => _message.Length;

    /// <summary>The value of an attribute that is a text.</summary>
    /// <param name="key">Its name, UTF-8.</param>
    /// <param name="value">The text; empty where there is none.</param>
    /// <returns>Whether it has it.</returns>
    /// <exception cref="InvalidDataException">The attributes are damaged.</exception>
    public bool TryGetText(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        if (TryGet(key, out ReadOnlySpan<byte> any))
        {
            var reader = new WireReader(any);
            while (reader.Next())
            {
                if (reader is { Field: 1, IsDelimited: true })
                {
                    value = reader.Bytes;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>The value of an attribute that is a whole number.</summary>
    /// <exception cref="InvalidDataException">The attributes are damaged.</exception>
    public bool TryGetNumber(ReadOnlySpan<byte> key, out long value)
    {
        if (TryGet(key, out ReadOnlySpan<byte> any))
        {
            var reader = new WireReader(any);
            while (reader.Next())
            {
                if (reader is { Field: 3, IsDelimited: false })
                {
                    value = (long)reader.Number;
                    return true;
                }
            }
        }

        value = 0;
        return false;
    }

    /// <summary>A number that tells these attributes from others of the same metric, as far as their order stays the same.</summary>
    internal int Hash(OtlpMetricKind kind)
    {
        var hash = new HashCode();
        hash.Add(kind);
        var reader = new WireReader(_message);
        while (reader.Next())
        {
            if (reader.Field == _field && reader.IsDelimited)
                hash.AddBytes(reader.Bytes);
        }

        return hash.ToHashCode();
    }

    private bool TryGet(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> any)
    {
        var reader = new WireReader(_message);
        while (reader.Next())
        {
            if (reader.Field != _field || !reader.IsDelimited)
                continue;
            var pair = new WireReader(reader.Bytes);
            bool found = false;
            ReadOnlySpan<byte> held = default;
            while (pair.Next())
            {
                if (!pair.IsDelimited)
                    continue;
                if (pair.Field == 1)
                    found = pair.Bytes.SequenceEqual(key);
                else if (pair.Field == 2)
                    held = pair.Bytes;
            }

            if (found)
            {
                any = held;
                return true;
            }
        }

        any = default;
        return false;
    }
}
