using System.Text;

namespace Prunella.Patterns.Known;

/// <summary>
/// What a text must hold for an expression to match: one of these pieces. Looking for them is cheap, and most expressions need not be compiled at all.
/// </summary>
internal static class RequiredText
{
    private const int Least = 4;

    /// <summary>One piece for each alternative of the expression; none where an alternative requires nothing that is long enough: then it has to be tried.</summary>
    public static IReadOnlyList<string> Of(string expression)
    {
        if (expression.Contains("(?i", StringComparison.Ordinal))
            return [];
        List<string> pieces = [];
        string longest = "";
        var run = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < expression.Length; i++)
        {
            char letter = expression[i];
            if (letter == '[')
            {
                i = EndOfClass(expression, i);
                End();
            }
            else if (letter == '\\')
            {
                i++;
                if (i < expression.Length && !char.IsAsciiLetterOrDigit(expression[i]))
                    Take(expression[i]);
                else
                    End();
            }
            else if (letter is '(' or ')')
            {
                depth += letter == '(' ? 1 : -1;
                End();
            }
            else if (letter == '|' && depth == 0)
            {
                End();
                if (longest.Length < Least)
                    return [];
                pieces.Add(longest);
                longest = "";
            }
            else if (letter is '*' or '?' or '{')
            {
                if (run.Length > 0)
                    run.Length--; // what is repeated may be left out
                End();
                if (letter == '{')
                    i = expression.IndexOf('}', i) is >= 0 and int end ? end : expression.Length;
            }
            else if (letter is '.' or '^' or '$' or '+' or '|')
            {
                End();
            }
            else
            {
                Take(letter);
            }
        }

        End();
        return longest.Length < Least ? [] : [.. pieces, longest];

        void Take(char letter)
        {
            if (depth == 0)
                _ = run.Append(letter);
        }

        void End()
        {
            if (run.Length > longest.Length)
                longest = run.ToString();
            _ = run.Clear();
        }
    }

    // A bracket that comes first stands for itself.
    private static int EndOfClass(string expression, int start)
    {
        int i = start + 1;
        if (i < expression.Length && expression[i] == '^')
            i++;
        if (i < expression.Length && expression[i] == ']')
            i++;
        while (i < expression.Length && expression[i] != ']')
            i += expression[i] == '\\' ? 2 : 1;
        return i;
    }
}
