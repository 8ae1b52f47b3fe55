using System.Text.RegularExpressions;
using Prunella.Patterns.Actions;
using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Generation;

/// <summary>Finds an error and what was done against it, in what <c>git show</c> prints and in transcripts of a terminal or an agent.</summary>
public static partial class ExampleReader
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MostText = 1 << 20;

    private const int MostError = 4_000;
    private const int MostCommands = 4;

    /// <summary>Reads a diff, with the words of its commit before it where they are there.</summary>
    /// <param name="text">The diff.</param>
    /// <param name="error">The error that it mends; null where the words before the diff tell it.</param>
    /// <exception cref="FormatException">It is no diff, or no error is told; the message says which.</exception>
    public static ErrorExample OfDiff(string text, string? error = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        CheckLength(text);
        var diff = UnifiedDiff.Parse(text);
        int start = DiffStart(text);
        string[] words = [.. text[..start].Split('\n').Select(static line => line.TrimEnd('\r')).Where(static line => !CommitHeader().IsMatch(line)).Select(static line => line.Trim()).Where(static line => line.Length > 0)];
        string told = error ?? ErrorIn(string.Join('\n', words)) ?? throw new FormatException("The words before the diff tell of no error: give the error itself too.");
        return new ErrorExample(Cut(told), new DiffFix(diff.ToString()), words.FirstOrDefault(line => !told.Contains(line, StringComparison.Ordinal)) ?? Files(diff));
    }

    /// <summary>Reads a transcript: the first error in it, and the diff or the commands between it and the first time that the command which failed succeeds, or the end.</summary>
    /// <remarks>Commands are lines that begin with <c>$</c> or <c>&gt;</c>. Whether one failed is told by the errors under it.</remarks>
    /// <exception cref="FormatException">There is no error, or nothing was done after it.</exception>
    public static ErrorExample OfTranscript(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        CheckLength(text);
        List<(string Command, string Output)> turns = Turns(text);
        int failed = turns.FindIndex(static turn => ErrorIn(turn.Output) is not null);
        if (failed < 0)
            throw new FormatException("The transcript tells of no error.");
        string error = ErrorIn(turns[failed].Output)!;
        int solved = turns[failed].Command.Length == 0 ? turns.Count : turns.FindIndex(failed + 1, turn => turn.Command == turns[failed].Command && ErrorIn(turn.Output) is null);
        List<(string Command, string Output)> between = turns.GetRange(failed + 1, (solved < 0 ? turns.Count : solved) - failed - 1);
        // Under the error itself, or under a command that shows it: git diff.
        string? diff = DiffIn(turns[failed].Output) ?? between.Select(static turn => DiffIn(turn.Output)).LastOrDefault(static found => found is not null);
        if (diff is not null)
            return new ErrorExample(Cut(error), new DiffFix(diff), Files(UnifiedDiff.Parse(diff)));

        string[][] commands = [.. between.Where(static turn => turn.Command.Length > 0 && ErrorIn(turn.Output) is null).Select(static turn => Words(turn.Command)).Where(static words => words.Length > 0).TakeLast(MostCommands)];
        string[] lines = [.. between.Where(static turn => turn.Command.Length > 0 && ErrorIn(turn.Output) is null).Select(static turn => turn.Command).TakeLast(MostCommands)];
        if (lines.Length == 0)
            throw new FormatException("Nothing was done after the error, as far as the transcript tells.");
        string told = $"Run {string.Join(", then ", lines)}.";
        return commands.Length != lines.Length ? new ErrorExample(Cut(error), null, told)
            : new ErrorExample(Cut(error), commands.Length == 1 ? new CommandFix(commands[0]) : new StepsFix([.. commands.Select(static words => new CommandFix(words))]), told);
    }

    private static List<(string Command, string Output)> Turns(string text)
    {
        List<(string, string)> turns = [];
        string command = "";
        var output = new System.Text.StringBuilder();
        foreach (string line in text.Split('\n'))
        {
            if (Prompt().Match(line.TrimEnd('\r')) is { Success: true } match)
            {
                turns.Add((command, output.ToString()));
                command = match.Groups["command"].Value.Trim();
                _ = output.Clear();
            }
            else
            {
                _ = output.Append(line).Append('\n');
            }
        }

        turns.Add((command, output.ToString()));
        return turns;
    }

    // From the line that names the error to the end of what follows without a break.
    private static string? ErrorIn(string text)
    {
        string[] lines = text.Split('\n');
        int start = Array.FindIndex(lines, static line => !line.StartsWith('+') && !line.StartsWith('-') && ErrorLine().IsMatch(line));
        if (start < 0)
            return null;
        string block = string.Join('\n', lines[start..].TakeWhile(static line => line.Trim().Length > 0));
        string all = ErrorParser.Parse(text) is { Frames.Count: > 0 } ? string.Join('\n', lines) : block;
        return ErrorParser.Parse(block).Frames.Count == 0 && all.Length <= MostError && ErrorParser.Parse(all).Frames.Count > 0 ? all.Trim() : block.Trim();
    }

    private static string? DiffIn(string text)
    {
        if (DiffStart(text) == text.Length)
            return null;
        try
        {
            return UnifiedDiff.Parse(text).ToString();
        }
        catch (FormatException)
        {
            return null; // shown in part, or no diff
        }
    }

    private static int DiffStart(string text) => FileHead().Match(text) is { Success: true } match ? match.Index : text.Length;

    // Only words that any shell would take as they are: everything else needs a person to write it as a vector.
    private static string[] Words(string command) => PlainWords().IsMatch(command) ? command.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];

    private static string Files(UnifiedDiff diff) => $"Change {string.Join(", ", diff.Files.Select(static file => (file.To ?? file.From)!.Value.Value).Take(3))}.";

    private static string Cut(string error) => error.Length > MostError ? error[..MostError] : error;

    private static void CheckLength(string text)
    {
        if (text.Length > MostText)
            throw new FormatException($"The text is longer than {MostText} characters.");
    }

    [GeneratedRegex(@"^(?:\$|>|PS [^>]*>|[\w.-]+@[\w.-]+:\S*[$#])\s+(?<command>\S.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"(?i:\b(?:error|fatal|panic|exception|failed|failure|traceback)\b[^\n]{0,40}:)|\b\w+(?:Error|Exception)\b|(?i:command not found|no such file|permission denied|cannot find|could not|undefined)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"^(?:commit [0-9a-f]{7,}.*|(?:Author|Date|AuthorDate|Commit|CommitDate|Merge|From|Subject): .*|From [0-9a-f]{7,}.*|---)$", RegexOptions.NonBacktracking)]
    private static partial Regex CommitHeader();

    [GeneratedRegex(@"^(?:diff --git |--- [^\n]*\n\+\+\+ )", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex FileHead();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._+-]*(?: +[A-Za-z0-9._+=:/@,-]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex PlainWords();
}
