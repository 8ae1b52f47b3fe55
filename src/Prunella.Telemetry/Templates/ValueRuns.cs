namespace Prunella.Telemetry.Templates;

/// <summary>Makes one value of values in a row, by the rule of <see cref="MessageScanner"/>.</summary>
internal static class ValueRuns
{
    public static IReadOnlyList<Part> Join(IReadOnlyList<Part> parts, ReadOnlySpan<bool> isValue)
    {
        var joined = new List<Part>(parts.Count);
        int last = -1;
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].Kind != TokenKind.Value && !isValue[i])
            {
                joined.Add(parts[i]);
                continue;
            }

            if (last >= 0 && OnlyMarks(joined, last + 1, parts[i].Spaced))
            {
                joined.RemoveRange(last + 1, joined.Count - last - 1);
                continue;
            }

            last = joined.Count;
            joined.Add(new Part(TokenKind.Value, parts[i].Text, parts[i].Spaced));
        }

        return joined;
    }

    private static bool OnlyMarks(List<Part> parts, int from, bool spaced)
    {
        bool onlyComma = true;
        for (int i = from; i < parts.Count; i++)
        {
            if (parts[i].Kind != TokenKind.Mark)
                return false;
            spaced |= parts[i].Spaced;
            onlyComma &= parts[i].Text == "," && i == from;
        }

        return !spaced || onlyComma;
    }
}
