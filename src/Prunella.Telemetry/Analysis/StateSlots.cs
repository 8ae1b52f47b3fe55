using System.Collections.Immutable;
using System.Text;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Where a statement tells that a thing went from one state to another: <c>from Placed to Paid</c>, <c>Placed -> Paid</c>, or fields of such names.</summary>
/// <param name="Kind">The statement, with the states left out.</param>
/// <param name="From">The state that was left.</param>
/// <param name="To">The state that was reached.</param>
internal sealed record StateSlots(string Kind, StateSlots.Place From, StateSlots.Place To)
{
    private static readonly string[] FromNames = ["from", "state.from", "old", "oldstate", "fromstate", "previous"], ToNames = ["to", "state.to", "new", "newstate", "tostate", "next"];

    /// <summary>Where one of both stands.</summary>
    /// <param name="Slot">The number of the value, or of the field; −1 for a word of the statement.</param>
    /// <param name="Text">The name of the field, or the word.</param>
    public readonly record struct Place(int Slot, byte[] Text)
    {
        public ReadOnlySpan<byte> Of(in LogRecord record, ReadOnlySpan<MessageValue> values) => Slot < 0 ? Text : SlotValue.Of(Slot, Text, record, values);
    }

    /// <summary>Both are words, so that each change has a skeleton of its own.</summary>
    public bool IsConstant => From.Slot < 0 && To.Slot < 0;

    /// <summary>Finds them in a message; null where there are none.</summary>
    public static StateSlots? Find(ImmutableArray<Part> parts)
    {
        int[] said = [.. Enumerable.Range(0, parts.Length).Where(i => parts[i].Kind != TokenKind.Mark || parts[i].Text is not ("'" or "\"" or "`"))];
        for (int i = 1; i + 1 < said.Length; i++)
        {
            int arrow = IsArrow(parts, said[i]);
            if (arrow == 0 && !(parts[said[i]].Text == "to" && i >= 2 && parts[said[i - 2]].Text.Equals("from", StringComparison.OrdinalIgnoreCase)))
                continue;
            int to = i + Math.Max(1, arrow);
            if (to < said.Length && PlaceOf(parts, said[i - 1]) is { } from && PlaceOf(parts, said[to]) is { } reached)
                return new StateSlots(KindOf(parts, said[i - 1], said[to]), from, reached);
        }

        return null;
    }

    /// <summary>Finds them among the fields of a record.</summary>
    public static StateSlots? Find(in LogRecord record)
    {
        Place? from = null, to = null;
        for (int i = 0; i < record.Fields.Length; i++)
        {
            byte[] name = SlotValue.NameOf(i, record);
            if (record.Fields[i].Kind != LogFieldKind.Text || name.Length > 12 || !IsState(Encoding.UTF8.GetString(record.Text.Slice(record.Fields[i].ValueStart, Math.Min(64, record.Fields[i].ValueLength)))))
                continue;
            if (FromNames.Contains(Encoding.UTF8.GetString(name), StringComparer.OrdinalIgnoreCase))
                from ??= new Place(i, name);
            else if (ToNames.Contains(Encoding.UTF8.GetString(name), StringComparer.OrdinalIgnoreCase))
                to ??= new Place(i, name);
        }

        return from is { } left && to is { } reached ? new StateSlots(Encoding.UTF8.GetString(record.Template), left, reached) : null;
    }

    /// <summary>Reads a state; empty where it does not look like one.</summary>
    public static string Read(ReadOnlySpan<byte> value)
    {
        string text = value.Length <= 64 ? Encoding.UTF8.GetString(value).Trim('\'', '"', '`', '.', ',', ';') : "";
        return IsState(text) ? text : "";
    }

    private static Place? PlaceOf(ImmutableArray<Part> parts, int part)
    {
        string text = parts[part].Text.Trim('\'', '"', '`', '.', ',', ';');
        if (parts[part].Kind == TokenKind.Mark || !IsState(text))
            return null;
        return parts[part].Kind == TokenKind.Word ? new Place(-1, Encoding.UTF8.GetBytes(text)) : new Place(parts.Take(part).Count(static one => one.Kind == TokenKind.Value), []);
    }

    // A name: no number, path or address.
    private static bool IsState(string text) => text.Length is > 1 and <= 40 && char.IsAsciiLetter(text[0]) && text.All(static one => char.IsAsciiLetterOrDigit(one) || one is '_' or '-' or ' ');

    // How many parts it has; 0 for none.
    private static int IsArrow(ImmutableArray<Part> parts, int i) => parts[i].Text is "->" or "=>" or "→" ? 1
        : parts[i].Text is "-" or "=" && i + 1 < parts.Length && parts[i + 1] is { Text: ">", Spaced: false } ? 2 : 0;

    private static string KindOf(ImmutableArray<Part> parts, int from, int to)
    {
        var text = new StringBuilder();
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Spaced && i > 0)
                text.Append(' ');
            text.Append(parts[i].Kind == TokenKind.Value || i == from || i == to ? TemplateText.Value : parts[i].Text);
        }

        return text.ToString();
    }
}
