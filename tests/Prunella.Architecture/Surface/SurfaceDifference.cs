namespace Prunella.Architecture.Surface;

/// <summary>What changed between two printed surfaces: members by the type they belong to.</summary>
internal static class SurfaceDifference
{
    /// <returns>Lines that begin with <c>-</c> for what is gone and <c>+</c> for what is new, below their type; empty where nothing changed.</returns>
    public static IReadOnlyList<string> Between(string approved, string actual)
    {
        HashSet<(string Type, string Member)> before = [.. Parse(approved)];
        HashSet<(string Type, string Member)> after = [.. Parse(actual)];
        List<string> lines = [];
        IEnumerable<IGrouping<string, (string Mark, string Type, string Member)>> changes = before.Except(after).Select(static gone => ("-", gone.Type, gone.Member))
            .Concat(after.Except(before).Select(static added => ("+", added.Type, added.Member)))
            .GroupBy(static change => change.Type)
            .OrderBy(static type => type.Key, StringComparer.Ordinal);
        foreach (IGrouping<string, (string Mark, string Type, string Member)> type in changes)
        {
            string? whole = type.FirstOrDefault(static change => change.Member.Length == 0).Mark;
            lines.Add($"{whole ?? " "} {type.Key}");
            lines.AddRange(type.Where(static change => change.Member.Length > 0)
                .OrderByDescending(static change => change.Mark, StringComparer.Ordinal).ThenBy(static change => change.Member, StringComparer.Ordinal)
                .Select(static change => $"{change.Mark}     {change.Member}"));
        }

        return lines;
    }

    private static IEnumerable<(string Type, string Member)> Parse(string text)
    {
        string type = "";
        foreach (string line in text.Split('\n').Select(static line => line.TrimEnd('\r')).Where(static line => line.Length > 0))
        {
            bool member = line.StartsWith(' ');
            type = member ? type : line;
            yield return (type, member ? line.Trim() : "");
        }
    }
}
