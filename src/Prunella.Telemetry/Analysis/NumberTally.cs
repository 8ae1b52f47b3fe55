using System.Collections.Immutable;
using System.Text;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>What one value of a statement, which is a number, was: how often, how low, how high, when below zero.</summary>
/// <param name="slot">The number of the value, or of the field of JSON.</param>
/// <param name="fieldName">The name of the field; empty in text.</param>
/// <param name="name">What people call it.</param>
internal sealed class NumberTally(int slot, byte[] fieldName, string name)
{
    private const int Most = 4, Longest = 18, ExampleBytes = 400;

    private static readonly string[] Fillers = ["is", "are", "was", "were", "now", "of", "to", "at", "in", "with", "for", "from", "by", "the", "than"];

    /// <summary>By the steps of the axis.</summary>
    public readonly int[] Times = new int[TimeAxis.Slots];

    public int Slot => slot;

    public byte[] Field => fieldName;

    public string Name => name;

    /// <summary>The lowest that is not below zero.</summary>
    public double LowestUsual { get; private set; } = double.PositiveInfinity;

    public double Lowest { get; private set; } = double.PositiveInfinity;

    public double Highest { get; private set; } = double.NegativeInfinity;

    /// <summary>The records with a value below zero; null while there are none.</summary>
    public Occurrences? Negative { get; private set; }

    /// <summary>The numbers of a message, but for the one that names the piece of work.</summary>
    public static NumberTally[] Find(ImmutableArray<Part> parts, int caseSlot)
    {
        var found = new List<NumberTally>();
        int slot = -1;
        for (int i = 0; i < parts.Length && found.Count < Most; i++)
        {
            if (parts[i].Kind != TokenKind.Value)
                continue;
            slot++;
            if (slot == caseSlot || !TryRead(Encoding.UTF8.GetBytes(parts[i].Text), out _))
                continue;
            found.Add(new NumberTally(slot, [], NameBefore(parts, i) ?? $"value {slot + 1}"));
        }

        return [.. found];
    }

    /// <summary>The numbers among the fields of a record.</summary>
    public static NumberTally[] Find(in LogRecord record)
    {
        var found = new List<NumberTally>();
        for (int i = 0; i < record.Fields.Length && found.Count < Most; i++)
        {
            LogField field = record.Fields[i];
            byte[] name = SlotValue.NameOf(i, record);
            if (field.Kind is LogFieldKind.Number or LogFieldKind.Text && name.Length is > 0 and <= 40 && name[0] != '@' && !Encoding.UTF8.GetString(name).EndsWith("id", StringComparison.OrdinalIgnoreCase)
                && TryRead(record.Text.Slice(field.ValueStart, field.ValueLength), out _))
                found.Add(new NumberTally(i, name, Encoding.UTF8.GetString(name)));
        }

        return [.. found];
    }

    public void Add(ReadOnlySpan<byte> text, in LogRecord record, int step, long order)
    {
        if (!TryRead(text, out double value))
            return;
        Times[step]++;
        if (value < Lowest)
            Lowest = value;
        if (value > Highest)
            Highest = value;
        if (value < 0)
            (Negative ??= new Occurrences()).Add(record, step, order, ExampleBytes);
        else if (value < LowestUsual)
            LowestUsual = value;
    }

    public void Absorb(NumberTally other)
    {
        ShapeTally.Add(Times, other.Times);
        (LowestUsual, Lowest, Highest) = (Math.Min(LowestUsual, other.LowestUsual), Math.Min(Lowest, other.Lowest), Math.Max(Highest, other.Highest));
        if (other.Negative is { } negative)
            (Negative ??= new Occurrences()).Absorb(negative);
    }

    public void Move(TimeAxis axis, int folds, long oldBase)
    {
        axis.Move(Times, folds, oldBase);
        if (Negative is { } negative)
            axis.Move(negative.Times, folds, oldBase);
    }

    private static string? NameBefore(ImmutableArray<Part> parts, int value)
    {
        for (int i = value - 1; i >= 0 && parts[i].Kind != TokenKind.Value; i--)
        {
            string word = parts[i].Text.TrimEnd(':', '=', ',');
            if (parts[i].Kind == TokenKind.Word && word.Length > 1 && !Fillers.Contains(word, StringComparer.OrdinalIgnoreCase))
                return word;
        }

        return null;
    }

    // A sign, digits and a fraction, and nothing else: a few nanoseconds, for it is done for every record.
    private static bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > Longest)
            return false;
        int i = text[0] == '-' ? 1 : 0;
        double unit = 0;
        long digits = 0;
        for (int from = i; i < text.Length; i++)
        {
            if (text[i] == '.' && unit == 0 && i > from)
            {
                unit = 1;
                continue;
            }

            int digit = text[i] - '0';
            if ((uint)digit > 9)
                return false;
            digits = digits * 10 + digit;
            unit *= 10;
        }

        value = text[0] == '-' ? -digits : digits;
        if (unit > 1)
            value /= unit;
        return char.IsAsciiDigit((char)text[^1]);
    }
}
