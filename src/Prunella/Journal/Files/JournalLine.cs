using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Prunella.Journal;

/// <summary>
/// One entry as one line: <c>{"seq":…,"time":…,"source":…,"event":{…},"prev":"…","hash":"…"}</c>. <c>hash</c> is the SHA-256 of all
/// bytes of the line before <c>,"hash"</c>; <c>prev</c> is the hash of the line before, or zeros where the chain begins.
/// </summary>
/// <remarks>The end of a line has a fixed length, so it is verified as raw bytes, whatever stands before it.</remarks>
internal static class JournalLine
{
    public const int HashLength = 64;

    private const int PrevLength = 9 + HashLength + 1;
    private const int TailLength = 9 + HashLength + 2;

    /// <summary>What the first line of a chain has for <c>prev</c>.</summary>
    public static ReadOnlySpan<byte> Genesis => "0000000000000000000000000000000000000000000000000000000000000000"u8;

    private static ReadOnlySpan<byte> Start => "{\"seq\":"u8;

    private static ReadOnlySpan<byte> PrevStart => ",\"prev\":\""u8;

    private static ReadOnlySpan<byte> HashStart => ",\"hash\":\""u8;

    /// <summary>Writes a line with its line break.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="prev">The hash of the line before, <see cref="HashLength"/> digits; becomes that of this line.</param>
    public static void Write(ArrayBufferWriter<byte> output, JournalEntry entry, Span<byte> prev)
    {
        ReadOnlySpan<byte> fact = EventClipper.Clip(JournalJson.ToUtf8(entry.Event));
        int begin = output.WrittenCount;
        using (var writer = new Utf8JsonWriter(output, JournalJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("seq"u8, entry.Sequence);
            writer.WriteString("time"u8, entry.Time);
            writer.WriteString("source"u8, entry.Source);
            writer.WritePropertyName("event"u8);
            writer.WriteRawValue(fact, skipInputValidation: true);
            writer.WriteString("prev"u8, prev);
        }

        Hash(output.WrittenSpan[begin..], prev);
        output.Write(HashStart);
        output.Write(prev);
        output.Write("\"}\n"u8);
    }

    /// <summary>Looks at a line by itself, without its neighbours.</summary>
    /// <returns>What is wrong with it; null where it is whole.</returns>
    public static string? Check(ReadOnlySpan<byte> line, out Links links)
    {
        links = default;
        if (!TryReadSequence(line, out long sequence) || line.Length < PrevLength + TailLength)
            return "it is not a line of a journal";

        ReadOnlySpan<byte> tail = line[^TailLength..];
        ReadOnlySpan<byte> before = line[..^TailLength];
        ReadOnlySpan<byte> prev = before[^PrevLength..];
        if (!tail.StartsWith(HashStart) || !tail.EndsWith("\"}"u8) || !prev.StartsWith(PrevStart) || prev[^1] != '"')
            return "it does not end in its links";

        Span<byte> hash = stackalloc byte[HashLength];
        Hash(before, hash);
        if (!tail.Slice(HashStart.Length, HashLength).SequenceEqual(hash))
            return "its hash does not fit its bytes";

        links = new Links(sequence, prev.Slice(PrevStart.Length, HashLength), tail.Slice(HashStart.Length, HashLength));
        return null;
    }

    /// <summary>Reads the place of an entry alone.</summary>
    public static bool TryReadSequence(ReadOnlySpan<byte> line, out long sequence)
    {
        sequence = 0;
        return line.StartsWith(Start)
            && System.Buffers.Text.Utf8Parser.TryParse(line[Start.Length..], out sequence, out int consumed)
            && sequence > 0
            && line.Length > Start.Length + consumed && line[Start.Length + consumed] == ',';
    }

    /// <summary>Reads the time of a whole line alone.</summary>
    public static DateTimeOffset ReadTime(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        for (int i = 0; i < 5; i++) // {, "seq", 1, "time", "…"
        {
            if (!reader.Read())
                return default;
        }

        return reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out DateTimeOffset time) ? time : default;
    }

    /// <summary>Reads the entry of a whole line.</summary>
    /// <returns>Null where the line is none, which a whole line of ours never is.</returns>
    public static JournalEntry? ReadEntry(ReadOnlySpan<byte> line)
    {
        long sequence = 0;
        DateTimeOffset time = default;
        string source = string.Empty;
        JournalEvent? fact = null;
        try
        {
            var reader = new Utf8JsonReader(line);
            _ = reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("seq"u8) && reader.Read())
                {
                    sequence = reader.GetInt64();
                }
                else if (reader.ValueTextEquals("time"u8) && reader.Read())
                {
                    time = reader.GetDateTimeOffset();
                }
                else if (reader.ValueTextEquals("source"u8) && reader.Read())
                {
                    source = reader.GetString() ?? string.Empty;
                }
                else if (reader.ValueTextEquals("event"u8) && reader.Read())
                {
                    int begin = (int)reader.TokenStartIndex;
                    reader.Skip();
                    _ = JournalJson.TryRead(line[begin..(int)reader.BytesConsumed], out fact);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }

        return fact is null ? null : new JournalEntry(sequence, time, source, fact);
    }

    private static void Hash(ReadOnlySpan<byte> bytes, Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(bytes, hash);
        _ = Convert.TryToHexStringLower(hash, hex, out _);
    }

    /// <summary>What ties a line to its neighbours.</summary>
    public readonly ref struct Links(long sequence, ReadOnlySpan<byte> prev, ReadOnlySpan<byte> hash)
    {
        public long Sequence { get; } = sequence;

        public ReadOnlySpan<byte> Prev { get; } = prev;

        public ReadOnlySpan<byte> Hash { get; } = hash;
    }
}
