using System.Buffers;
using System.Collections.Immutable;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Finds the value of a statement that tells which piece of work its record belongs to: a request, an order, a block.</summary>
internal static class CaseSlot
{
    private static readonly SearchValues<char> HexAndDash = SearchValues.Create("0123456789abcdef-");
    private static readonly string[] NoWork = ["pid", "tid", "uid", "gid", "eventid", "processid", "threadid", "spanid", "parentid", "actionid"];

    /// <summary>The number of the value in a message; −1 where there is none.</summary>
    public static int Find(ImmutableArray<Part> parts)
    {
        int slot = -1, named = -1;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Kind != TokenKind.Value)
                continue;
            slot++;
            if (LooksLikeIdentifier(parts[i].Text))
                return slot;
            if (named < 0 && parts[i].Text.Length is >= 3 and <= 64 && i > 0 && NameBefore(parts, i) is { } name && IsName(name))
                named = slot;
        }

        return named;
    }

    /// <summary>The number of the field of a record; −1 where there is none.</summary>
    public static int Find(in LogRecord record)
    {
        for (int i = 0; i < record.Fields.Length; i++)
        {
            LogField field = record.Fields[i];
            if (field.Kind is LogFieldKind.Text or LogFieldKind.Number && field.NameLength <= 40
                && IsName(System.Text.Encoding.UTF8.GetString(record.Text.Slice(field.NameStart, field.NameLength))))
                return i;
        }

        return -1;
    }

    private static string? NameBefore(ImmutableArray<Part> parts, int value)
    {
        for (int i = value - 1; i >= 0 && i >= value - 2; i--)
        {
            if (parts[i].Kind == TokenKind.Word)
                return parts[i].Text;
            if (parts[i].Kind == TokenKind.Value)
                return null;
        }

        return null;
    }

    private static bool IsName(string name) => name.EndsWith("id", StringComparison.OrdinalIgnoreCase)
        && !Array.Exists(NoWork, no => no.Equals(name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    /// <summary>A GUID, long hexadecimal digits, or letters and a number with a dash: what nobody writes for an amount.</summary>
    private static bool LooksLikeIdentifier(string text)
    {
        if (text.Length is < 6 or > 64)
            return false;
        if (Guid.TryParse(text, out _))
            return true;
        bool hex = text.Length >= 16 && text.All(char.IsAsciiHexDigit) && text.Any(char.IsAsciiLetter);
        int parted = text.AsSpan().IndexOfAny('-', '_');
        return hex || (parted is > 1 and < 12 && text.AsSpan(0, parted).IndexOfAnyExceptInRange('a', 'z') < 0 && text.Length - parted > 3
            && text.AsSpan(parted + 1).IndexOfAnyExcept(HexAndDash) < 0 && text.Any(char.IsAsciiDigit));
    }
}
