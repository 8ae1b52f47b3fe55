using System.Buffers.Text;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Records;

/// <summary>Reads a record of JSON: Serilog's compact format, the console of Microsoft.Extensions.Logging, journald, and the usual names.</summary>
internal sealed class JsonRecord
{
    /// <summary>Fields of a record that are kept; further ones are passed over.</summary>
    public const int MaxFields = 96;

    private const int MaxPlaces = 48;

    private readonly JsonStep _begin = new();
    private readonly LogField[] _fields = new LogField[MaxFields];
    private readonly MessageValue[] _places = new MessageValue[MaxPlaces];
    private byte[] _unescaped = new byte[4096];
    private JsonStep? _path;
    private int _count, _used, _placeCount;
    private long _ticks;
    private LogLevel _level;
    private bool _compact, _broken;
    private Piece _template, _message, _category, _trace, _span;

    /// <summary>Reads a line.</summary>
    /// <returns>Whether it is an object of JSON.</returns>
    public bool TryRead(ReadOnlySpan<byte> line)
    {
        (_count, _used, _ticks, _level, _compact, _broken) = (0, 0, 0, LogLevel.None, false, false);
        _template = _message = _category = _trace = _span = default;
        (_path, _placeCount) = (null, 0);
        if (_unescaped.Length < line.Length)
            _unescaped = new byte[line.Length * 2]; // at most a record's length: grows a few times in all
        if (!Fields(line, 0, nested: false) || _broken)
            return false;
        if (_level == LogLevel.None && _compact)
            _level = LogLevel.Information;
        if (_message.Length == 0 && _template.Length == 0 && _count > 0)
            Name(line);
        return true;
    }

    public LogRecord ToRecord(long line, int lines, ReadOnlySpan<byte> text) => new()
    {
        Line = line,
        Lines = lines,
        Ticks = _ticks,
        Level = _level,
        Category = Of(_category, text),
        Message = Of(_message, text),
        Template = Of(_template, text),
        TraceId = Of(_trace, text),
        SpanId = Of(_span, text),
        Fields = _fields.AsSpan(0, _count),
        Text = text,
        Path = _path,
        Places = _places.AsSpan(0, _placeCount),
    };

    private ReadOnlySpan<byte> Of(Piece piece, ReadOnlySpan<byte> text) => (piece.IsUnescaped ? _unescaped : text).Slice(piece.Start, piece.Length);

    private void Name(ReadOnlySpan<byte> line)
    {
        int length = FieldNames.Write(line, _fields.AsSpan(0, _count), _unescaped.AsSpan(_used));
        _template = new Piece(_used, length, IsUnescaped: true);
        _used += length;
    }

    private bool Fields(ReadOnlySpan<byte> line, int from, bool nested)
    {
        var scanner = new JsonScanner(line, from);
        JsonStep? step = nested ? null : _begin;
        bool isKnown = scanner.At == 1;
        while (true)
        {
            int at = scanner.At;
            JsonRole role;
            if (step is not null && scanner.Follow(step, out LogField field) is { } known)
            {
                (step, role) = (known, known.Role);
                if (_placeCount < MaxPlaces)
                    _places[_placeCount++] = new MessageValue(field.ValueStart, field.ValueLength);
                else
                    isKnown = false;
            }
            else if (scanner.TryNext(out field))
            {
                role = JsonRoles.Of(line.Slice(field.NameStart, field.NameLength));
                step = step?.Learn(line, at, field, role);
                isKnown = false;
            }
            else
            {
                if (isKnown && !nested && at == line.Length - 1)
                    _path = step;
                break;
            }

            switch (role)
            {
                case JsonRole.Time:
                    Time(line, field);
                    break;
                case JsonRole.Level:
                    Level(line.Slice(field.ValueStart, field.ValueLength));
                    break;
                case JsonRole.Template:
                    Keep(line, field, scanner.IsEscaped, ref _template);
                    break;
                case JsonRole.Message when _message.Length == 0:
                    Keep(line, field, scanner.IsEscaped, ref _message);
                    break;
                case JsonRole.Message:
                    break;
                case JsonRole.Category:
                    Keep(line, field, scanner.IsEscaped, ref _category);
                    break;
                case JsonRole.TraceId:
                    Keep(line, field, scanner.IsEscaped, ref _trace);
                    break;
                case JsonRole.SpanId:
                    Keep(line, field, scanner.IsEscaped, ref _span);
                    break;
                case JsonRole.Values when field.Kind == LogFieldKind.Nested && !nested:
                    if (line[field.ValueStart] == '{' && !Fields(line, field.ValueStart, nested: true))
                        return false;
                    break;
                default:
                    if (_count < MaxFields)
                        _fields[_count++] = field;
                    break;
            }
        }

        return !scanner.IsBroken;
    }

    private void Keep(ReadOnlySpan<byte> line, LogField field, bool isEscaped, ref Piece piece)
    {
        ReadOnlySpan<byte> value = line.Slice(field.ValueStart, field.ValueLength);
        if (field.Kind == LogFieldKind.Text)
        {
            if (!isEscaped)
            {
                piece = new Piece(field.ValueStart, field.ValueLength, IsUnescaped: false);
                return;
            }

            if (_unescaped.Length < _used + value.Length)
                return; // the same name again and again: the first are kept
            int length = JsonText.Unescape(value, _unescaped.AsSpan(_used), out bool isUnpaired);
            _broken |= isUnpaired;
            piece = new Piece(_used, length, IsUnescaped: true);
            _used += length;
        }
        else if (field.Kind == LogFieldKind.Nested && value[0] == '[')
        {
            Bytes(value, ref piece);
        }
    }

    /// <summary>journald writes a message that is no UTF-8 as the list of its bytes.</summary>
    private void Bytes(ReadOnlySpan<byte> list, ref Piece piece)
    {
        int start = _used;
        list = list[1..];
        while (Utf8Parser.TryParse(list, out byte value, out int used) && _used < _unescaped.Length)
        {
            _unescaped[_used++] = value;
            list = list[used..].TrimStart(", "u8);
        }

        piece = new Piece(start, _used - start, IsUnescaped: true);
    }

    private void Level(ReadOnlySpan<byte> text) =>
        _level = text.Length == 1 && text[0] is >= (byte)'0' and <= (byte)'7' ? LevelText.OfPriority(text[0] - '0') : LevelText.Of(text);

    private void Time(ReadOnlySpan<byte> line, LogField field)
    {
        _compact |= field.NameLength == 2 && line[field.NameStart] == '@';
        ReadOnlySpan<byte> text = line.Slice(field.ValueStart, field.ValueLength);
        if (field.Kind is not (LogFieldKind.Text or LogFieldKind.Number))
            return;
        if (text.Length is 13 or 16 && Utf8Parser.TryParse(text, out long since, out int used) && used == text.Length)
            _ticks = DateTime.UnixEpoch.Ticks + (since * (text.Length == 13 ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMicrosecond));
        else if (TimeText.TryRead(text, out long ticks, out _))
            _ticks = ticks;
    }

    /// <summary>A text's place, in the line or among what was unescaped.</summary>
    private readonly record struct Piece(int Start, int Length, bool IsUnescaped);
}
