using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Counts records as they are read: templates, levels, times, durations, cases. One for each thread; joined by <see cref="Absorb"/>.</summary>
/// <remarks>Allocates for what it meets the first time only, and keeps within bounds whatever comes.</remarks>
internal sealed class LogTally : ILogSink
{
    private const int ExampleBytes = 1500, ErrorBytes = 6000, MostHeated = 128;
    private readonly List<ShapeTally> _shapes = [];
    private int _heated;

    public LogTally()
    {
        Spans = new SpanTally(Axis);
        Axis.Moved = (folds, oldBase) =>
        {
            foreach (ShapeTally shape in _shapes)
                shape.Move(Axis, folds, oldBase);
            foreach (OperationTally operation in Spans.Operations)
                operation.Heat.Move(Axis, folds, oldBase);
        };
    }

    public TemplateMiner Miner { get; } = new();

    public TimeAxis Axis { get; } = new();

    public CategoryTable Categories { get; } = new();

    public SpanTally Spans { get; }

    public CaseTable Cases { get; } = new();

    public IReadOnlyList<ShapeTally> Shapes => _shapes;

    /// <summary>Added to a record's line to tell where it stands among all; set for each piece that is read.</summary>
    public long Origin { get; set; }

    public long Records { get; private set; }

    /// <summary>The number of the last record's skeleton in <see cref="Miner"/>.</summary>
    public int LastShape { get; private set; }

    /// <summary>The number of the last record's source in <see cref="Categories"/>.</summary>
    public int LastCategory { get; private set; }

    /// <summary>Records at level error or above.</summary>
    public long Errors => Categories.Levels.Sum(static levels => levels[(int)LogLevel.Error] + levels[(int)LogLevel.Critical]);

    public void Accept(in LogRecord record)
    {
        Records++;
        int number = record.Template.IsEmpty ? Miner.Observe(record.Message) : Miner.ObserveGiven(record.Template);
        int category = Categories.NumberOf(record.Category);
        (LastShape, LastCategory) = (number, category);
        ShapeTally shape = number < _shapes.Count ? CollectionsMarshal.AsSpan(_shapes)[number] : Meet(number, category, record);
        long order = Origin + Math.Min(record.Line, uint.MaxValue);
        if (order < shape.Order)
            Remember(shape, record, order);
        shape.Levels[(int)record.Level]++;
        Categories.Levels[category][(int)record.Level]++;
        if (shape.Category != category)
            shape.Category = -1;
        int slot = Axis.Slot(record.Ticks);
        if (slot >= 0)
        {
            shape.Times[slot]++;
            shape.First = Math.Min(shape.First, record.Ticks);
            shape.Last = Math.Max(shape.Last, record.Ticks);
        }

        if (shape.Duration is { } duration)
            Time(shape, duration, record, slot);
        if (shape.Case >= 0 || !record.TraceId.IsEmpty)
            Follow(shape, record, order);
    }

    /// <summary>Takes in what another tally counted. Both must be done with reading.</summary>
    public void Absorb(LogTally other)
    {
        Records += other.Records;
        Axis.Cover(other.Axis);
        Miner.Absorb(other.Miner);
        var numbers = new Dictionary<ulong, ShapeTally>();
        foreach (ShapeTally shape in _shapes)
            numbers.TryAdd(shape.Key, shape);
        int[] categories = [.. other.Categories.Names.Select(name => Categories.NumberOf(Encoding.UTF8.GetBytes(name)))];
        for (int i = 0; i < categories.Length; i++)
        {
            for (int level = 0; level < 7; level++)
                Categories.Levels[categories[i]][level] += other.Categories.Levels[i][level];
        }

        int folds = Axis.Doublings - other.Axis.Doublings;
        foreach (ShapeTally theirs in other._shapes)
        {
            int category = theirs.Category < 0 ? -1 : categories[theirs.Category];
            theirs.Move(Axis, folds, other.Axis.Base);
            if (!numbers.TryGetValue(theirs.Key, out ShapeTally? ours))
            {
                theirs.Category = category;
                _shapes.Add(theirs);
                continue;
            }

            Join(ours, theirs, category);
        }

        Spans.Absorb(other.Spans, folds, other.Axis.Base);
        Cases.Absorb(other.Cases);
    }

    private static void Join(ShapeTally ours, ShapeTally theirs, int category)
    {
        for (int level = 0; level < 7; level++)
            ours.Levels[level] += theirs.Levels[level];
        ShapeTally.Add(ours.Times, theirs.Times);
        ours.Category = ours.Category == category ? category : -1;
        ours.First = Math.Min(ours.First, theirs.First);
        ours.Last = Math.Max(ours.Last, theirs.Last);
        if (theirs.Order < ours.Order)
            (ours.Order, ours.Example) = (theirs.Order, theirs.Example);
        if (theirs.Latency is { } latency)
            (ours.Latency ??= new LatencyCounts()).Absorb(latency);
        ours.Heat.Absorb(theirs.Heat);
    }

    private ShapeTally Meet(int number, int category, in LogRecord record)
    {
        while (_shapes.Count <= number)
        {
            var met = new ShapeTally(Miner.KeyOf(_shapes.Count)) { Category = category };
            _shapes.Add(met);
        }

        ShapeTally shape = _shapes[number];
        if (number == 0)
            return shape;
        if (record.Template.IsEmpty)
        {
            shape.Duration = DurationSlot.Find(Miner.PartsOf(number));
            shape.Case = CaseSlot.Find(Miner.PartsOf(number));
            return shape;
        }

        shape.Duration = DurationSlot.Find(record);
        shape.Case = CaseSlot.Find(record);
        shape.DurationField = NameOf(shape.Duration?.Slot ?? -1, record);
        shape.CaseField = NameOf(shape.Case, record);
        return shape;
    }

    private static void Remember(ShapeTally shape, in LogRecord record, long order)
    {
        int most = record.Level is >= LogLevel.Error and not LogLevel.None ? ErrorBytes : ExampleBytes;
        shape.Order = order;
        shape.Example = Encoding.UTF8.GetString(record.Text[..Math.Min(record.Text.Length, most)]);
    }

    private void Time(ShapeTally shape, DurationSlot duration, in LogRecord record, int slot)
    {
        ReadOnlySpan<byte> value = Value(duration.Slot, shape.DurationField, record);
        if (!duration.TryRead(value, out double microseconds))
            return;
        if (shape.Latency is null)
        {
            if (++_heated > MostHeated)
                return;
            shape.Latency = new LatencyCounts();
        }

        int step = shape.Latency.Add(microseconds);
        if (slot >= 0)
            shape.Heat.Add(slot, step);
    }

    private void Follow(ShapeTally shape, in LogRecord record, long order)
    {
        ReadOnlySpan<byte> id = record.TraceId.IsEmpty ? Value(shape.Case, shape.CaseField, record) : record.TraceId;
        if (id.Length >= 3)
            Cases.Add(Mix.Of(id[..Math.Min(id.Length, 128)]), new CaseStep(record.Ticks, order, shape.Key));
    }

    private static byte[] NameOf(int field, in LogRecord record) =>
        field < 0 ? [] : record.Text.Slice(record.Fields[field].NameStart, record.Fields[field].NameLength).ToArray();

    private ReadOnlySpan<byte> Value(int slot, byte[] name, in LogRecord record)
    {
        if (record.Template.IsEmpty)
        {
            if (slot >= Miner.Values.Length)
                return default;
            MessageValue value = Miner.Values[slot];
            return value.Start + value.Length <= record.Message.Length ? record.Message.Slice(value.Start, value.Length) : default;
        }

        // It mostly stands at the same place, but a logger may leave out fields before it.
        if (slot < record.Fields.Length && Has(record, record.Fields[slot], name))
            return ValueOf(record, record.Fields[slot]);
        foreach (LogField field in record.Fields)
        {
            if (Has(record, field, name))
                return ValueOf(record, field);
        }

        return default;
    }

    private static bool Has(in LogRecord record, LogField field, byte[] name) => record.Text.Slice(field.NameStart, field.NameLength).SequenceEqual(name);

    private static ReadOnlySpan<byte> ValueOf(in LogRecord record, LogField field) => record.Text.Slice(field.ValueStart, field.ValueLength);
}
