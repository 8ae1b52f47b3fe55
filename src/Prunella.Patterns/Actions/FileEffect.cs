namespace Prunella.Patterns.Actions;

/// <summary>What becomes of one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Before">Its text; null where it is not there.</param>
/// <param name="After">Its text afterwards; null where it goes.</param>
public sealed record FileEffect(ProjectPath Path, string? Before, string? After)
{
    /// <summary>How many lines are not in both texts: a lower bound that counts each line as often as it stands there.</summary>
    public int ChangedLines
    {
        get
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (string line in LineEndings.Split(Before ?? ""))
                counts[line] = counts.GetValueOrDefault(line) + 1;
            foreach (string line in LineEndings.Split(After ?? ""))
                counts[line] = counts.GetValueOrDefault(line) - 1;
            return Math.Max(counts.Values.Where(static count => count > 0).Sum(), -counts.Values.Where(static count => count < 0).Sum());
        }
    }
}
