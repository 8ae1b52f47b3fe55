using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Finds a value of a record: by its number in the message, or by the name of its field where the log names its template.</summary>
internal static class SlotValue
{
    /// <param name="slot">The number of the value, or of the field.</param>
    /// <param name="name">The name of the field.</param>
    /// <param name="record">The record.</param>
    /// <param name="values">The values of its message.</param>
    /// <returns>Empty where it has none.</returns>
    public static ReadOnlySpan<byte> Of(int slot, byte[] name, in LogRecord record, ReadOnlySpan<MessageValue> values)
    {
        if (record.Template.IsEmpty)
        {
            if ((uint)slot >= (uint)values.Length)
                return default;
            MessageValue value = values[slot];
            return value.Start + value.Length <= record.Message.Length ? record.Message.Slice(value.Start, value.Length) : default;
        }

        // It mostly stands at the same place, but a logger may leave out fields before it.
        if ((uint)slot < (uint)record.Fields.Length && Has(record, record.Fields[slot], name))
            return ValueOf(record, record.Fields[slot]);
        foreach (LogField field in record.Fields)
        {
            if (Has(record, field, name))
                return ValueOf(record, field);
        }

        return default;
    }

    public static byte[] NameOf(int field, in LogRecord record) =>
        field < 0 ? [] : record.Text.Slice(record.Fields[field].NameStart, record.Fields[field].NameLength).ToArray();

    private static bool Has(in LogRecord record, LogField field, byte[] name) => record.Text.Slice(field.NameStart, field.NameLength).SequenceEqual(name);

    private static ReadOnlySpan<byte> ValueOf(in LogRecord record, LogField field) => record.Text.Slice(field.ValueStart, field.ValueLength);
}
