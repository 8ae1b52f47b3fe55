using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Store;

/// <summary>Writes events to a store for one thread. What is complete is on disk when a block is full, or by <see cref="Flush"/>.</summary>
internal sealed class EventWriter(EventStore store) : IEventSink
{
    private readonly BlockBuilder _block = new();
    private long _dayEnds = long.MinValue, _dayBegins = long.MaxValue;

    public void Accept(in LogRecord record, ulong skeleton, ReadOnlySpan<MessageValue> values)
    {
        if (record.Ticks >= _dayEnds || record.Ticks < _dayBegins)
        {
            Flush();
            _dayBegins = record.Ticks - (record.Ticks % TimeSpan.TicksPerDay);
            _dayEnds = _dayBegins + TimeSpan.TicksPerDay;
        }

        _block.Add(record, skeleton, values);
        if (_block.IsFull)
            Flush();
    }

    public void Complete(TemplateCatalog catalog)
    {
        Flush();
        store.Release(this);
        store.Remember(catalog);
    }

    public void Flush()
    {
        if (_block.Count == 0)
            return;
        long time = _block.Earliest;
        try
        {
            store.Append(this, time, _block.Finish());
        }
        finally
        {
            _block.Clear();
        }
    }
}
