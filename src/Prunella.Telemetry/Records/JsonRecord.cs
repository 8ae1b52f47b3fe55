using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Records;

/// <summary>Reads a record of JSON: Serilog's compact format, the console of Microsoft.Extensions.Logging, journald, Docker, and the usual names.</summary>
internal sealed class JsonRecord
{
    private readonly byte[] _unescaped = new byte[LogReader.MaxRecordBytes * 2];
    private int _used;
    private long _ticks;
    private LogLevel _level;
    private bool _compact;
    private Range _template, _message, _category;

    /// <summary>Reads a line.</summary>
    /// <returns>Whether it is an object of JSON.</returns>
    public bool TryRead(ReadOnlySpan<byte> line)
    {
        (_used, _ticks, _level, _compact) = (0, 0, LogLevel.None, false);
        _template = _message = _category = default;
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                Property(ref reader);
            if (_level == LogLevel.None && _compact)
                _level = LogLevel.Information;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException) // broken UTF-8 inside a text
        {
            return false;
        }
    }

    public LogRecord ToRecord(long line, int lines, ReadOnlySpan<byte> text) => new()
    {
        Line = line,
        Lines = lines,
        Ticks = _ticks,
        Level = _level,
        Category = _unescaped.AsSpan()[_category],
        Message = _unescaped.AsSpan()[_message],
        Template = _unescaped.AsSpan()[_template],
        Text = text,
    };

    private void Property(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("State"u8) || reader.ValueTextEquals("attributes"u8))
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                int depth = reader.CurrentDepth;
                while (reader.Read() && reader.CurrentDepth > depth)
                {
                    if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth + 1)
                        Named(ref reader);
                }
            }
            else
            {
                reader.Skip();
            }

            return;
        }

        Named(ref reader);
    }

    private void Named(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("@t"u8))
        {
            _compact = true;
            Time(ref reader);
        }
        else if (reader.ValueTextEquals("@mt"u8) || reader.ValueTextEquals("{OriginalFormat}"u8) || reader.ValueTextEquals("MessageTemplate"u8)
            || reader.ValueTextEquals("log.record.template"u8))
        {
            Keep(ref reader, ref _template);
        }
        else if (reader.ValueTextEquals("@m"u8) || reader.ValueTextEquals("Message"u8) || reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("msg"u8)
            || reader.ValueTextEquals("MESSAGE"u8) || reader.ValueTextEquals("log"u8) || reader.ValueTextEquals("RenderedMessage"u8))
        {
            if (_message.End.Value == 0)
                Keep(ref reader, ref _message);
            else
                Pass(ref reader);
        }
        else if (reader.ValueTextEquals("@l"u8) || reader.ValueTextEquals("level"u8) || reader.ValueTextEquals("Level"u8) || reader.ValueTextEquals("LogLevel"u8)
            || reader.ValueTextEquals("severity"u8) || reader.ValueTextEquals("PRIORITY"u8))
        {
            Level(ref reader);
        }
        else if (reader.ValueTextEquals("Timestamp"u8) || reader.ValueTextEquals("timestamp"u8) || reader.ValueTextEquals("@timestamp"u8)
            || reader.ValueTextEquals("time"u8) || reader.ValueTextEquals("ts"u8) || reader.ValueTextEquals("__REALTIME_TIMESTAMP"u8))
        {
            Time(ref reader);
        }
        else if (reader.ValueTextEquals("SourceContext"u8) || reader.ValueTextEquals("Category"u8) || reader.ValueTextEquals("logger"u8)
            || reader.ValueTextEquals("SYSLOG_IDENTIFIER"u8))
        {
            Keep(ref reader, ref _category);
        }
        else
        {
            Pass(ref reader);
        }
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private void Keep(ref Utf8JsonReader reader, ref Range place)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return;
        }

        int length = reader.CopyString(_unescaped.AsSpan(_used));
        place = _used..(_used + length);
        _used += length;
    }

    private void Level(ref Utf8JsonReader reader)
    {
        Range word = default;
        Keep(ref reader, ref word);
        ReadOnlySpan<byte> text = _unescaped.AsSpan()[word];
        _level = text.Length == 1 && text[0] is >= (byte)'0' and <= (byte)'7' ? LevelText.OfPriority(text[0] - '0') : LevelText.Of(text);
    }

    private void Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        ReadOnlySpan<byte> text = reader.HasValueSequence ? default : reader.ValueSpan;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            reader.Skip();
            return;
        }

        if (text.Length is 13 or 16 && System.Buffers.Text.Utf8Parser.TryParse(text, out long since, out int used) && used == text.Length)
            _ticks = DateTime.UnixEpoch.Ticks + (since * (text.Length == 13 ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMicrosecond));
        else if (TimeText.TryRead(text, out long ticks, out _))
            _ticks = ticks;
    }
}
