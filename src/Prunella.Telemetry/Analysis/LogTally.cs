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
    private const int ExampleBytes = 1500, ErrorBytes = 6000, MostHeated = 128, MostNumbers = 1024, MostMachines = 64, MostFailing = 512;
    private readonly List<ShapeTally> _shapes = [];
    private int _heated, _numbers, _machines, _failing;

    public LogTally(TallyLimits? limits = null)
    {
        limits ??= TallyLimits.Files;
        Miner = new TemplateMiner(limits.Shapes);
        Cases = new CaseTable(limits.Cases);
        Spans = new SpanTally(Axis, limits.Spans);
        Axis.Moved = (folds, oldBase) =>
        {
            foreach (ShapeTally shape in _shapes)
                shape.Move(Axis, folds, oldBase);
            foreach (OperationTally operation in Spans.Operations)
                operation.Heat.Move(Axis, folds, oldBase);
        };
    }

    public TemplateMiner Miner { get; }

    public TimeAxis Axis { get; } = new();

    public CategoryTable Categories { get; } = new();

    public SpanTally Spans { get; }

    public CaseTable Cases { get; }

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
        Categories.Count(category, record.Level);
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
        if (slot >= 0 && (shape.Numbers.Length > 0 || shape.States is { IsConstant: false }))
            Watch(shape, record, slot, order);
        if (record.Level is LogLevel.Error or LogLevel.Critical && (shape.Errors is not null || _failing < MostFailing))
            Fail(shape, record, slot, order);
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

            ours.Category = ours.Category == category ? category : -1;
            ours.Absorb(theirs);
        }

        Spans.Absorb(other.Spans, folds, other.Axis.Base);
        Cases.Absorb(other.Cases);
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
            shape.States = StateSlots.Find(Miner.PartsOf(number));
            shape.Numbers = Bounded(NumberTally.Find(Miner.PartsOf(number), shape.Case));
            return shape;
        }

        shape.Duration = DurationSlot.Find(record);
        shape.Case = CaseSlot.Find(record);
        shape.States = StateSlots.Find(record);
        shape.Numbers = Bounded(NumberTally.Find(record));
        shape.DurationField = SlotValue.NameOf(shape.Duration?.Slot ?? -1, record);
        shape.CaseField = SlotValue.NameOf(shape.Case, record);
        return shape;
    }

    private static void Remember(ShapeTally shape, in LogRecord record, long order)
    {
        int most = record.Level is >= LogLevel.Error and not LogLevel.None ? ErrorBytes : ExampleBytes;
        shape.Order = order;
        shape.Example = Encoding.UTF8.GetString(record.Text[..Math.Min(record.Text.Length, most)]);
    }

    private NumberTally[] Bounded(NumberTally[] numbers)
    {
        if (_numbers + numbers.Length > MostNumbers)
            return [];
        _numbers += numbers.Length;
        return numbers;
    }

    private void Fail(ShapeTally shape, in LogRecord record, int slot, long order)
    {
        if (shape.Errors is null)
        {
            _failing++;
            shape.Errors = new ErrorTally();
        }

        shape.Errors.Add(record, slot, order);
    }

    private void Watch(ShapeTally shape, in LogRecord record, int slot, long order)
    {
        foreach (NumberTally number in shape.Numbers)
            number.Add(SlotValue.Of(number.Slot, number.Field, record, Miner.Values), record, slot, order);
        if (shape.States is not { IsConstant: false } states)
            return;
        if (shape.Transitions is null && ++_machines > MostMachines)
            shape.States = null;
        else
            (shape.Transitions ??= new TransitionTally()).Add(states.From.Of(record, Miner.Values), states.To.Of(record, Miner.Values), record, slot, order);
    }

    private void Time(ShapeTally shape, DurationSlot duration, in LogRecord record, int slot)
    {
        ReadOnlySpan<byte> value = SlotValue.Of(duration.Slot, shape.DurationField, record, Miner.Values);
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
        ReadOnlySpan<byte> id = record.TraceId.IsEmpty ? SlotValue.Of(shape.Case, shape.CaseField, record, Miner.Values) : record.TraceId;
        if (id.Length >= 3)
            Cases.Add(Mix.Of(id[..Math.Min(id.Length, 128)]), new CaseStep(record.Ticks, order, shape.Key));
    }
}
