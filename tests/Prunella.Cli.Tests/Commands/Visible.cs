using System.Text.RegularExpressions;

namespace Prunella.Cli.Tests.Commands;

/// <summary>What a person sees of a text with escape sequences.</summary>
internal static partial class Visible
{
    public static string Of(string text) => Escape().Replace(text, string.Empty);

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();
}
