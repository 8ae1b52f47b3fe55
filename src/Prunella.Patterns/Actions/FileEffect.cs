namespace Prunella.Patterns.Actions;

/// <summary>What becomes of one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Before">Its text; null where it is not there.</param>
/// <param name="After">Its text afterwards; null where it goes.</param>
public sealed record FileEffect(ProjectPath Path, string? Before, string? After)
{
    private const int MostCells = 4_000_000;

    /// <summary>How many lines come or go, whichever are more. Of very large changes all lines between the first and the last that differ are counted.</summary>
    public int ChangedLines
    {
        get
        {
            List<string> old = LineEndings.Split(Before ?? ""), now = LineEndings.Split(After ?? "");
            int head = 0, tail = 0;
            while (head < old.Count && head < now.Count && old[head] == now[head])
                head++;
            while (tail < old.Count - head && tail < now.Count - head && old[^(tail + 1)] == now[^(tail + 1)])
                tail++;
            List<string> before = old[head..(old.Count - tail)], after = now[head..(now.Count - tail)];
            int most = Math.Max(before.Count, after.Count);
            return (long)before.Count * after.Count > MostCells ? most : most - Common(before, after);
        }
    }

    // The length of the longest common subsequence.
    private static int Common(List<string> one, List<string> other)
    {
        int[] row = new int[other.Count + 1];
        foreach (string line in one)
        {
            int diagonal = 0;
            for (int j = 0; j < other.Count; j++)
            {
                int above = row[j + 1];
                row[j + 1] = line == other[j] ? diagonal + 1 : Math.Max(above, row[j]);
                diagonal = above;
            }
        }

        return row[other.Count];
    }
}
