using System.Text.RegularExpressions;
using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Causality;

/// <summary>How tests are named in the languages we know.</summary>
internal static partial class TestName
{
    /// <summary>Whether a path is that of a test: in a folder of tests, or named like one.</summary>
    public static bool IsTestPath(string path) => Folder().IsMatch(path) || IsTestStem(Path.GetFileNameWithoutExtension(path));

    /// <summary>Whether a call is one of a test.</summary>
    public static bool IsTest(StackFrame frame) => IsTestStem(LastOf(frame.Type)) || (frame.File is { } file && IsTestPath(file)) || frame.Method.StartsWith("test_", StringComparison.Ordinal);

    /// <summary>The name of what a test tests: <c>Util</c> of <c>UtilTest</c>.</summary>
    public static string Subject(string type) => Mark().Replace(LastOf(type), "");

    /// <summary>The last part of a qualified name, without what a compiler nests in it.</summary>
    public static string LastOf(string type)
    {
        int end = type.IndexOfAny(['$', '<', '`', '+']);
        string name = end > 0 ? type[..end] : type;
        return name[(name.LastIndexOfAny(['.', '/', ':']) + 1)..];
    }

    private static bool IsTestStem(string stem) => Mark().IsMatch(stem);

    [GeneratedRegex(@"(?:^|/)(?:tests?|specs?|__tests__|[\w.]+\.Tests?)/", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Folder();

    [GeneratedRegex(@"(?:Tests?|TestCase|IT|Spec)$|^(?:Test(?=[A-Z])|test_)|[._](?:test|spec)$")]
    private static partial Regex Mark();
}
