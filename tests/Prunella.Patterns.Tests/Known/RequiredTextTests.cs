using System.Text.RegularExpressions;
using Prunella.Patterns.Known;

namespace Prunella.Patterns.Tests.Known;

public sealed class RequiredTextTests
{
    [Theory]
    [InlineData("NameError: name '([^']+)' is not defined", "NameError: name '")]
    [InlineData(@"System\.FormatException", "System.FormatException")]
    [InlineData("abcde|vwxyz12", "abcde,vwxyz12")]
    [InlineData("colou?r is red", "r is red")]
    [InlineData(@"error\[E0382\]", "error[E0382]")]
    [InlineData("abcd|xy", "")] // the second alternative requires too little
    [InlineData("(?i)abcdef", "")]
    [InlineData(@"\d{3,5}[abc]+(?:abcdefgh)?", "")]
    [InlineData("[]abcd]wxyz", "wxyz")]
    public void The_longest_piece_of_each_alternative_is_required(string expression, string pieces) => Assert.Equal(pieces, string.Join(',', RequiredText.Of(expression)));

    // Whatever the whole expression matches holds a piece: shown on every shipped pattern by what it matches.
    [Theory]
    [MemberData(nameof(SeedTests.Ids), MemberType = typeof(SeedTests))]
    public void What_a_shipped_expression_requires_is_part_of_it(string id)
    {
        ErrorPattern pattern = PatternLibrary.Seeds.Find(id)!;
        Assert.All(RequiredText.Of(pattern.Regex), piece => Assert.Contains(piece, Regex.Unescape(Regex.Replace(pattern.Regex, @"\\([a-zA-Z])", "_")), StringComparison.Ordinal));
    }
}
