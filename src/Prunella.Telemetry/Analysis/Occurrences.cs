using System.Text;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Analysis;

/// <summary>How often something was told, by the steps of the axis, with the first record that told it.</summary>
internal sealed class Occurrences
{
    /// <summary>By the steps of the axis.</summary>
    public readonly int[] Times = new int[TimeAxis.Slots];

    /// <summary>All, with those that have no time.</summary>
    public long Count { get; private set; }

    /// <summary>Where the first record stands.</summary>
    public long Order { get; private set; } = long.MaxValue;

    /// <summary>When it was written; 0 if it does not say.</summary>
    public long Ticks { get; private set; }

    public string Example { get; private set; } = "";

    public void Add(in LogRecord record, int step, long order, int bytes)
    {
        Count++;
        if (step >= 0)
            Times[step]++;
        if (order < Order)
            (Order, Ticks, Example) = (order, record.Ticks, Encoding.UTF8.GetString(record.Text[..Math.Min(record.Text.Length, bytes)]));
    }

    public void Absorb(Occurrences other)
    {
        Count += other.Count;
        ShapeTally.Add(Times, other.Times);
        if (other.Order < Order)
            (Order, Ticks, Example) = (other.Order, other.Ticks, other.Example);
    }
}
