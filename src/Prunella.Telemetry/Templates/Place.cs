using System.Buffers;

namespace Prunella.Telemetry.Templates;

/// <summary>Some parts of a draft in a row, that may be a value.</summary>
internal readonly record struct Place(Draft Draft, int Start, int End)
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("._@-/\\$#");

    /// <summary>Tells the forms that stand in one context apart.</summary>
    public ulong Form => Draft.Middle(Start, End);

    /// <summary>How many messages have this form here.</summary>
    public long Count => Draft.Count;

    /// <summary>The constant words outside it.</summary>
    public int WordsRound
    {
        get
        {
            int inside = 0;
            for (int i = Start; i < End; i++)
                inside += Draft.Parts[i].Kind == TokenKind.Word ? 1 : 0;
            return Draft.Words - inside;
        }
    }

    /// <summary>It ends with a word or a value, or with the bracket that it opened.</summary>
    public bool IsWhole
    {
        get
        {
            if (Draft.Parts[End - 1].Kind != TokenKind.Mark)
                return Opened() == 0;
            return Draft.Parts[End - 1].Text is ")" or "]" or "}" && Opened() == 0 && End - Start > 1;
        }
    }

    /// <summary>It has no white space inside.</summary>
    public bool IsOneWord
    {
        get
        {
            for (int i = Start + 1; i < End; i++)
            {
                if (Draft.Parts[i].Spaced)
                    return false;
            }

            return true;
        }
    }

    /// <summary>It is already known to be a value.</summary>
    public bool IsValue => End - Start == 1 && Draft.Parts[Start].Kind == TokenKind.Value;

    /// <summary>It has a value inside, but is not one as a whole.</summary>
    public bool HasValue
    {
        get
        {
            for (int i = Start; i < End; i++)
            {
                if (Draft.Parts[i].Kind == TokenKind.Value && !IsValue)
                    return true;
            }

            return false;
        }
    }

    /// <summary>It stands where a sentence, or a part of one, begins.</summary>
    public bool BeginsClause => Start == 0 || Draft.Parts[Start - 1] is { Kind: TokenKind.Mark, Text: "," or ":" or ";" };

    /// <summary>A value follows: what leads to it is rather text.</summary>
    public bool LeadsToValue => End < Draft.Parts.Count && Draft.Parts[End].Kind == TokenKind.Value;

    /// <summary>It has what words of a sentence have not: a sign inside, or capital letters where no sentence begins.</summary>
    public bool LooksLikeValue
    {
        get
        {
            Part first = Draft.Parts[Start];
            if (first.Kind != TokenKind.Word)
                return first.Kind == TokenKind.Value;
            ReadOnlySpan<char> text = first.Text.AsSpan().TrimEnd('.');
            if (text.IndexOfAny(Signs) > 0)
                return true;
            return (Start > 0 && (!BeginsClause || IsOneWord)) && text.IndexOfAnyInRange('A', 'Z') >= 0;
        }
    }

    private int Opened()
    {
        int depth = 0;
        for (int i = Start; i < End; i++)
        {
            if (Draft.Parts[i].Kind != TokenKind.Mark)
                continue;
            depth += Draft.Parts[i].Text is "(" or "[" or "{" ? 1 : Draft.Parts[i].Text is ")" or "]" or "}" ? -1 : 0;
            if (depth < 0)
                return depth;
        }

        return depth;
    }
}
