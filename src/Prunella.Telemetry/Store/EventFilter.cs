using System.Text;
using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Store;

/// <summary>Decides by a query: whole days first, then whole blocks, then records.</summary>
internal sealed class EventFilter
{
    private readonly EventQuery _query;
    private readonly IReadOnlyDictionary<ulong, (string Id, string Text)> _templates;
    private readonly HashSet<ulong>? _keys;
    private readonly long _from, _to;
    private readonly byte[] _text, _pair;

    public EventFilter(EventQuery query, IReadOnlyDictionary<ulong, (string Id, string Text)> templates)
    {
        (_query, _templates) = (query, templates);
        _from = query.From?.UtcTicks ?? long.MinValue;
        _to = query.To?.UtcTicks ?? long.MaxValue;
        _text = Encoding.UTF8.GetBytes(query.Text ?? "");
        _pair = query.Field is { } field ? Encoding.UTF8.GetBytes($"{field.Key}={field.Value}") : [];
        if (query.Template is { } template)
            _keys = [.. templates.Where(pair => pair.Value.Id.Equals(template, StringComparison.OrdinalIgnoreCase) || pair.Value.Text.Contains(template, StringComparison.OrdinalIgnoreCase)).Select(static pair => pair.Key)];
    }

    public bool MayHaveDay(DateOnly day)
    {
        long begins = day.ToDateTime(TimeOnly.MinValue).Ticks;
        return begins < _to && begins + TimeSpan.TicksPerDay > _from;
    }

    public bool MayHave(BlockHeader header) => header.Earliest < _to && header.Latest >= _from && (_query.Level == LogLevel.Trace || header.Highest >= _query.Level);

    public bool Has(EventBlock block, int record)
    {
        long time = block.TimeOf(record);
        if (time < _from || time >= _to)
            return false;
        LogLevel level = block.LevelOf(record);
        if (_query.Level > LogLevel.Trace && (level == LogLevel.None || level < _query.Level))
            return false;
        if (_keys is not null && !_keys.Contains(block.KeyOf(record)))
            return false;
        if (_query.Trace is { } trace && !block.TraceOf(record).Equals(trace, StringComparison.OrdinalIgnoreCase))
            return false;
        if (_query.Category is { } category && !IsOf(block.CategoryOf(record), category))
            return false;
        ReadOnlySpan<byte> text = block.TextOf(record);
        return (_text.Length == 0 || Contains(text)) && (_query.Field is not { } field || FieldMatch.Has(text, _pair, Encoding.UTF8.GetByteCount(field.Key)));
    }

    public StoredEvent Event(EventBlock block, int record)
    {
        (string? id, string? template) = _templates.TryGetValue(block.KeyOf(record), out (string Id, string Text) known) ? known : default;
        return new StoredEvent
        {
            Time = block.TimeOf(record) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
            Level = block.LevelOf(record),
            Category = block.CategoryOf(record),
            TemplateId = id,
            Template = template,
            Values = block.ValuesOf(record),
            TraceId = block.TraceOf(record),
            SpanId = block.SpanOf(record),
            Text = Encoding.UTF8.GetString(block.TextOf(record)),
        };
    }

    private static bool IsOf(string category, string wanted) => category.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        && (category.Length == wanted.Length || category[wanted.Length] == '.');

    private bool Contains(ReadOnlySpan<byte> text) => text.IndexOf(_text) >= 0 || Encoding.UTF8.GetString(text).Contains(_query.Text!, StringComparison.OrdinalIgnoreCase);
}
