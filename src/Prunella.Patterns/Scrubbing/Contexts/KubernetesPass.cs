namespace Prunella.Patterns.Scrubbing;

/// <summary>Finds the values of a Kubernetes manifest of kind Secret: everything under <c>data</c> and <c>stringData</c>, whatever its name.</summary>
internal static class KubernetesPass
{
    private const int MostManifest = 32 * 1024;

    public static IReadOnlyList<Keyword> Keywords { get; } = [new("kind:", IgnoresCase: false, Group: 4, Look)];

    private static int Look(ReadOnlySpan<char> text, int at, FindingList found)
    {
        if (!text[(at + 5)..Math.Min(text.Length, at + 21)].Trim(" \t").TrimStart("'\"").StartsWith("Secret", StringComparison.Ordinal))
            return at;
        int begin = text[..at].LastIndexOf("\n---", StringComparison.Ordinal) + 1;
        int end = text[at..].IndexOf("\n---", StringComparison.Ordinal);
        end = Math.Min(end < 0 ? text.Length : at + end, begin + MostManifest);
        ReadManifest(text, begin, end, found);
        return end;
    }

    private static void ReadManifest(ReadOnlySpan<char> text, int begin, int end, FindingList found)
    {
        bool inData = false;
        int scalar = -1; // indentation of the name of a block scalar that goes on
        while (begin < end)
        {
            int length = text[begin..end].IndexOf('\n');
            ReadOnlySpan<char> line = length < 0 ? text[begin..end] : text.Slice(begin, length);
            int indentation = line.IndexOfAnyExcept(' ', '\t');
            if (inData && scalar >= 0 && indentation > scalar)
                found.Add(begin + indentation, line.TrimEnd().Length - indentation, "kubernetes-secret", Stage.Context);
            else if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
                (inData, scalar) = ( line.StartsWith("data:", StringComparison.Ordinal) || line.StartsWith("stringData:", StringComparison.Ordinal), -1);
            else if (inData && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
                scalar = ReadValue(line, begin, colon + 2, found) ? -1 : indentation;
            begin += line.Length + 1;
        }
    }

    /// <returns>Whether the value stands on this line.</returns>
    private static bool ReadValue(ReadOnlySpan<char> line, int begin, int at, FindingList found)
    {
        ReadOnlySpan<char> value = line[at..].Trim(" \t\r'\"");
        if (value is "|" or ">" or "|-" or ">-" or "|+" or ">+")
            return false;
        if (value.Length >= 4 && !Dummy.IsPlaceholder(value))
            found.Add(begin + at + line[at..].IndexOf(value, StringComparison.Ordinal), value.Length, "kubernetes-secret", Stage.Context);
        return true;
    }
}
