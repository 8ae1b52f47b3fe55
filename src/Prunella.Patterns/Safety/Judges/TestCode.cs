using System.Text.RegularExpressions;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Tells tests from other files, by their names and what they hold.</summary>
internal static partial class TestCode
{
    public static bool Is(FileEffect effect) => Is(effect.Path) || effect.Path.Extension == ".cs" && (Attribute().IsMatch(effect.Before ?? "") || Attribute().IsMatch(effect.After ?? ""));

    public static bool Is(ProjectPath path) => Name().IsMatch(path.Value);

    [GeneratedRegex(@"(?i:^|/)(?:(?i:tests?|specs?|__tests__|testing)/|[^/]*(?:[._-](?i:tests?|specs?)|Tests?|Specs?)(?:/|\.[^/]*$)|(?i:test[_-])[^/]*$)", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"\[\s*(?:\w+\.)*(?:Fact|Theory|Test|TestCase|TestMethod|TestFixture|TestClass|DataTestMethod|Property)(?:Attribute)?\s*[\](,]", RegexOptions.NonBacktracking)]
    private static partial Regex Attribute();
}
