namespace Prunella.Telemetry.Records;

/// <summary>What stands for the template of a record of JSON that has neither template nor message: the names of its fields.</summary>
internal static class FieldNames
{
    private const int Most = 24;

    /// <summary>Writes <c>{remote_ip} {request} {response}</c>.</summary>
    /// <returns>The bytes written.</returns>
    public static int Write(ReadOnlySpan<byte> line, ReadOnlySpan<LogField> fields, Span<byte> target)
    {
        int written = 0;
        foreach (LogField field in fields[..Math.Min(fields.Length, Most)])
        {
            if (written + field.NameLength + 3 > target.Length)
                break;
            if (written > 0)
                target[written++] = (byte)' ';
            target[written++] = (byte)'{';
            line.Slice(field.NameStart, field.NameLength).CopyTo(target[written..]);
            written += field.NameLength;
            target[written++] = (byte)'}';
        }

        return written;
    }
}
