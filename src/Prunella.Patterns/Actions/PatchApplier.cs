namespace Prunella.Patterns.Actions;

/// <summary>Puts the change of one file into a plan. Every line that a hunk names must be there as it says.</summary>
internal static class PatchApplier
{
    /// <exception cref="FixException">The file is not as the diff says.</exception>
    public static void Apply(FilePatch patch, PlanDraft draft)
    {
        if (patch.To is { } to && to != patch.From && draft.Read(to) is not null)
            throw new FixException($"{to} is there already.");
        string before = patch.From is { } from ? draft.Read(from) ?? throw new FixException($"{from} is not there.") : "";
        string after = Patched(patch, before);
        if (patch.To is null && after.Length > 0)
            throw new FixException($"{patch.From} holds more than the diff deletes.");
        if (patch.From is { } old && old != patch.To)
            draft.Write(old, null);
        if (patch.To is { } target)
            draft.Write(target, after);
    }

    private static string Patched(FilePatch patch, string before)
    {
        List<string> lines = LineEndings.Split(before);
        bool windows = LineEndings.Of(before) == LineEnding.Windows && patch.Hunks.All(static hunk => hunk.Lines.All(static line => !line.Text.EndsWith("\r\n", StringComparison.Ordinal)));
        var result = new List<string>(lines.Count);
        int done = 0;
        foreach (DiffHunk hunk in patch.Hunks)
        {
            string[] old = Side(hunk, DiffLineKind.Added, windows), @new = Side(hunk, DiffLineKind.Removed, windows);
            int at = Place(patch, hunk, lines, old, done);
            result.AddRange(lines[done..at]);
            result.AddRange(@new);
            done = at + old.Length;
        }

        result.AddRange(lines[done..]);
        for (int i = 0; i + 1 < result.Count; i++)
        {
            if (!result[i].EndsWith('\n'))
                throw new FixException($"{patch.To ?? patch.From}: the diff says that the file ends where it goes on.");
        }

        return string.Concat(result);
    }

    private static string[] Side(DiffHunk hunk, DiffLineKind without, bool windows) =>
        [.. hunk.Lines.Where(line => line.Kind != without).Select(line => windows ? LineEndings.ToWindows(line.Text) : line.Text)];

    // Where the lines have moved, the one other place where all of them stand; nothing is guessed where there are two.
    private static int Place(FilePatch patch, DiffHunk hunk, List<string> lines, string[] old, int from)
    {
        int said = old.Length == 0 ? hunk.OldStart : hunk.OldStart - 1;
        if (said >= from && Stands(lines, old, said))
            return said;
        int[] places = old.Length == 0 ? [] : [.. Enumerable.Range(from, Math.Max(0, lines.Count - old.Length - from + 1)).Where(at => Stands(lines, old, at)).Take(2)];
        return places.Length switch
        {
            1 => places[0],
            0 => throw new FixException($"{patch.From ?? patch.To}: the lines of the hunk at {hunk.OldStart} are not there."),
            _ => throw new FixException($"{patch.From ?? patch.To}: the lines of the hunk at {hunk.OldStart} have moved, and stand in more than one place."),
        };
    }

    private static bool Stands(List<string> lines, string[] old, int at)
    {
        if (at + old.Length > lines.Count)
            return false;
        for (int i = 0; i < old.Length; i++)
        {
            if (!string.Equals(lines[at + i], old[i], StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
