using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Incidents;

/// <summary>What changes in a file, in a few lines for a person who is to allow it.</summary>
internal static class ChangedText
{
    private const int MostLines = 12, MostLength = 160;

    public static IEnumerable<string> Of(FileEffect effect)
    {
        string[] old = Lines(effect.Before), now = Lines(effect.After);
        int head = 0, tail = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
            head++;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
            tail++;
        List<string> lines = [.. old[head..^tail].Select(static line => $"- {Short(line)}"), .. now[head..^tail].Select(static line => $"+ {Short(line)}")];
        string what = effect.Before is null ? "new" : effect.After is null ? "gone" : $"line {head + 1}";
        yield return $"{effect.Path}, {what}:";
        foreach (string line in lines.Take(MostLines))
            yield return line;
        if (lines.Count > MostLines)
            yield return $"and {lines.Count - MostLines} lines more";
    }

    private static string[] Lines(string? text) => text is null ? [] : text.ReplaceLineEndings("\n").Split('\n');

    private static string Short(string line) => line.Length > MostLength ? line[..MostLength] + "…" : line;
}
