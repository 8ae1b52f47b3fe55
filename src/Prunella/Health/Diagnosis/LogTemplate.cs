using System.Text;

namespace Prunella.Health;

/// <summary>The constant part of a log line: words stay; numbers, identifiers, quoted text, what follows a colon or an equals sign, and what stands in deep brackets go.</summary>
internal static class LogTemplate
{
    private const int MaxLength = 160;

    public static string Of(string message)
    {
        var skeleton = new StringBuilder(Math.Min(message.Length, MaxLength));
        int depth = 0;
        for (int i = 0; i < message.Length && skeleton.Length < MaxLength;)
        {
            char c = message[i];
            if (char.IsLetterOrDigit(c) || c is '_' or '-' or '.')
            {
                int end = i + 1;
                bool digits = char.IsDigit(c);
                while (end < message.Length && (char.IsLetterOrDigit(message[end]) || message[end] is '_' or '-' or '.'))
                    digits |= char.IsDigit(message[end++]);
                if (depth < 2)
                    skeleton.Append(digits ? "#" : message.AsSpan(i, end - i));
                i = end;
                continue;
            }

            depth += c is '[' or '{' or '(' ? 1 : c is ']' or '}' or ')' && depth > 0 ? -1 : 0;
            i++;
            if (c is ':' or '=' && i < message.Length && message[i] != ':')
            {
                skeleton.Append(c);
                i = EndOfValue(message, i, ref depth);
                continue;
            }

            if (depth < 2 && (c != ' ' || skeleton.Length > 0 && skeleton[^1] != ' '))
                skeleton.Append(c);
        }

        return skeleton.ToString();
    }

    // A value goes on to the bracket that closes round it, or to the end of the line.
    private static int EndOfValue(string message, int from, ref int depth)
    {
        int inside = 0;
        for (int i = from; i < message.Length; i++)
        {
            char c = message[i];
            if (c is '[' or '{' or '(')
                inside++;
            else if (c is ']' or '}' or ')' && --inside < 0)
                return i;
        }

        return message.Length;
    }
}
