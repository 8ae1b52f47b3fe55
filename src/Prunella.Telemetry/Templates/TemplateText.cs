using System.Globalization;
using System.Text;

namespace Prunella.Telemetry.Templates;

/// <summary>Writes a template down.</summary>
internal static class TemplateText
{
    private const long EnoughToBeConstant = 4;

    public const string Value = "<*>";

    public static string Of(Draft draft)
    {
        var text = new StringBuilder();
        int slot = 0;
        foreach (Part part in draft.Parts)
        {
            if (part.Spaced && text.Length > 0)
                text.Append(' ');
            text.Append(part.Kind != TokenKind.Value || IsConstant(draft, slot, part.Text) ? part.Text : Value);
            if (part.Kind == TokenKind.Value)
                slot++;
        }

        return text.ToString();
    }

    /// <summary>A word with a digit in it, like <c>ssh2</c>, that all of enough messages have in this place, belongs to the statement.</summary>
    private static bool IsConstant(Draft draft, int slot, string text) => draft.Members.Count == 1 && draft.Count >= EnoughToBeConstant
        && draft.Members[0].IsConstant(slot) && text.Length is > 1 and <= 24
        && char.IsAsciiLetter(text[0]) && text.Count(char.IsAsciiDigit) is 1 or 2 && text.All(char.IsAsciiLetterOrDigit);

    public static string IdOf(string text) => Mix.Of(Encoding.UTF8.GetBytes(text)).ToString("x16", CultureInfo.InvariantCulture);
}
