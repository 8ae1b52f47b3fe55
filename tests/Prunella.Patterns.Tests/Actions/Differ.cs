using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Tests.Actions;

/// <summary>Makes diffs for tests, by the longest common subsequence of lines.</summary>
internal static class Differ
{
    public static FilePatch Of(string path, string? before, string? after, int context)
    {
        ProjectPath file = ProjectPath.Parse(path);
        return new FilePatch(before is null ? null : file, after is null ? null : file, Hunks(Lines(before ?? ""), Lines(after ?? ""), context));
    }

    private static DiffHunk[] Hunks(List<string> old, List<string> now, int context)
    {
        List<DiffLine> script = Script(old, now);
        var hunks = new List<DiffHunk>();
        int at = 0;
        while ((at = script.FindIndex(at, static line => line.Kind != DiffLineKind.Context)) >= 0)
        {
            int start = Math.Max(0, at - context), end = at;
            for (int i = at; i < script.Count && i <= end + 2 * context + 1; i++)
                end = script[i].Kind != DiffLineKind.Context ? i : end;
            end = Math.Min(script.Count, end + context + 1);
            int oldStart = script[..start].Count(static line => line.Kind != DiffLineKind.Added), newStart = script[..start].Count(static line => line.Kind != DiffLineKind.Removed);
            DiffLine[] lines = [.. script[start..end]];
            hunks.Add(new DiffHunk(
                oldStart + (lines.Any(static line => line.Kind != DiffLineKind.Added) ? 1 : 0), newStart + (lines.Any(static line => line.Kind != DiffLineKind.Removed) ? 1 : 0), lines));
            at = end;
        }

        return [.. hunks];
    }

    private static List<DiffLine> Script(List<string> old, List<string> now)
    {
        int[,] common = new int[old.Count + 1, now.Count + 1];
        for (int i = old.Count - 1; i >= 0; i--)
        {
            for (int j = now.Count - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var script = new List<DiffLine>();
        (int a, int b) = (0, 0);
        while (a < old.Count || b < now.Count)
        {
            if (a < old.Count && b < now.Count && old[a] == now[b])
            {
                script.Add(new DiffLine(DiffLineKind.Context, old[a++]));
                b++;
            }
            else if (a < old.Count && (b == now.Count || common[a + 1, b] >= common[a, b + 1]))
            {
                script.Add(new DiffLine(DiffLineKind.Removed, old[a++]));
            }
            else
            {
                script.Add(new DiffLine(DiffLineKind.Added, now[b++]));
            }
        }

        return script;
    }

    private static List<string> Lines(string text) => LineEndings.Split(text);
}
