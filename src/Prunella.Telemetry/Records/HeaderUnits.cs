namespace Prunella.Telemetry.Records;

/// <summary>Reads the parts of a header.</summary>
internal static class HeaderUnits
{
    private const int MostWords = 3, MostBytes = 160;

    /// <summary>Reads one part: moves <c>at</c> behind it, and sets <c>name</c> to the place in the line of a category that it names.</summary>
    /// <returns>Whether it is there.</returns>
    public static bool TryRead(HeaderUnit unit, ReadOnlySpan<byte> line, ref int at, ref (int Start, int End) name)
    {
        int start = at;
        if (unit == HeaderUnit.Field)
        {
            if (start >= line.Length || line[start] != '|' || line[(start + 1)..].IndexOf((byte)'|') is var length && length < 0)
                return false;
            name = name.End == 0 ? (start + 1, start + 1 + length) : name;
            at = start + 1 + length;
            return true;
        }

        while (start < line.Length && line[start] is (byte)' ' or (byte)',')
            start++;
        if (start >= line.Length)
            return false;
        int end = Line.EndOfWord(line, start);
        switch (unit)
        {
            case HeaderUnit.Dash:
                at = end;
                return end - start == 1 && line[start] is (byte)'-' or (byte)':';
            case HeaderUnit.Number:
                at = end;
                return end > start && end - start < 12 && !line[start..end].ContainsAnyExceptInRange((byte)'0', (byte)'9');
            case HeaderUnit.Bracket:
                int depth = 0;
                for (int i = start; i < line.Length && i < start + (2 * MostBytes); i++)
                {
                    depth += line[i] == '[' ? 1 : line[i] == ']' ? -1 : 0;
                    if (depth == 0)
                    {
                        at = i + 1;
                        name = i > start ? (start + 1, i) : name;
                        return i > start;
                    }
                }

                return false;
            case HeaderUnit.Column:
                at = end;
                name = (start, end);
                return end + 1 < line.Length && line[end] == ' ' && line[end + 1] == ' ';
            case HeaderUnit.Category:
                int bracket = line[start..end].LastIndexOf((byte)'[');
                if (bracket < 1 || line[end - 1] != ']' || line[(start + bracket + 1)..(end - 1)].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                    return false;
                at = end;
                name = (start, start + bracket);
                return true;
            default:
                return TryReadUpTo(unit == HeaderUnit.Colon, line, start, ref at, ref name);
        }
    }

    private static bool TryReadUpTo(bool colon, ReadOnlySpan<byte> line, int start, ref int at, ref (int Start, int End) name)
    {
        int first = start;
        for (int word = 0; word < MostWords && start < line.Length && start - first < MostBytes; word++)
        {
            int end = Line.EndOfWord(line, start);
            if (colon ? line[end - 1] == ':' : end - start == 1 && line[start] == '-')
            {
                name = colon ? (start, end - 1) : (first, Math.Max(first, start - 1));
                at = end;
                return true;
            }

            start = end;
            while (start < line.Length && line[start] == ' ')
                start++;
            if (start == end)
                return false;
        }

        return false;
    }
}
