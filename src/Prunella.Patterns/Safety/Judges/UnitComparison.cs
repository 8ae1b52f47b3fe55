using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Compares the units of a file before and after.</summary>
internal static class UnitComparison
{
    private const int MostCells = 4_000_000;
    private const int MostShown = 90;

    public static IReadOnlyList<RiskNote> Compare(IReadOnlyList<CodeUnit> old, IReadOnlyList<CodeUnit> now, ProjectPath path)
    {
        int head = 0, tail = 0;
        while (head < old.Count && head < now.Count && old[head].Key == now[head].Key)
            head++;
        while (tail < old.Count - head && tail < now.Count - head && old[old.Count - 1 - tail].Key == now[now.Count - 1 - tail].Key)
            tail++;
        CodeUnit[] before = [.. old.Skip(head).Take(old.Count - head - tail)], after = [.. now.Skip(head).Take(now.Count - head - tail)];
        if ((long)before.Length * after.Length > MostCells)
            return [new RiskNote(FixCategory.Risky, "so much changes that it can not be compared", path)];

        (List<int> removed, List<int> added) = Differences(before, after);
        List<RiskNote> notes = [];
        foreach (CodeUnit unit in removed.Select(index => before[index]))
            notes.Add(Checks.Of(unit) is { } check ? Note(FixCategory.Risky, $"takes out, moves or changes {check}", unit, path) : Note(FixCategory.Moderate, "changes", unit, path));
        HashSet<string> members = [.. old.Select(static unit => unit.Member)];
        foreach (int index in added)
            notes.Add(Added(after[index], members, now.Skip(head + index + 1), path));
        return notes;
    }

    private static RiskNote Added(CodeUnit unit, HashSet<string> members, IEnumerable<CodeUnit> following, ProjectPath path)
    {
        // What is new may be as open as it likes; what was closed may not be opened.
        if (Checks.DangerOf(unit) is { } danger && (unit.Kind != UnitKind.Modifier || unit.Text is "unsafe" or "extern" || members.Contains(unit.Member)))
            return Note(FixCategory.Risky, danger, unit, path);
        // What a check comes after is left unchecked.
        return Checks.Leaves(unit) && following.Any(other => other.Member == unit.Member && Checks.Of(other) is not null)
            ? Note(FixCategory.Risky, "leaves before a check", unit, path)
            : Note(FixCategory.Moderate, "adds", unit, path);
    }

    // By the longest common subsequence.
    private static (List<int> Removed, List<int> Added) Differences(CodeUnit[] before, CodeUnit[] after)
    {
        int[,] common = new int[before.Length + 1, after.Length + 1];
        for (int i = before.Length - 1; i >= 0; i--)
        {
            for (int j = after.Length - 1; j >= 0; j--)
                common[i, j] = before[i].Key == after[j].Key ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        List<int> removed = [], added = [];
        (int a, int b) = (0, 0);
        while (a < before.Length || b < after.Length)
        {
            if (a < before.Length && b < after.Length && before[a].Key == after[b].Key)
                (a, b) = (a + 1, b + 1);
            else if (a < before.Length && (b == after.Length || common[a + 1, b] >= common[a, b + 1]))
                removed.Add(a++);
            else
                added.Add(b++);
        }

        return (removed, added);
    }

    private static RiskNote Note(FixCategory category, string what, CodeUnit unit, ProjectPath path) =>
        new(category, $"{what}: {(unit.Text.Length > MostShown ? unit.Text[..MostShown] + "…" : unit.Text)}", path);
}
