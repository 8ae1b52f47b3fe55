using System.Globalization;
using Prunella.Journal;

namespace Prunella.Recovery;

/// <summary>What is known of the error behind an incident, line by line, for people.</summary>
public static class ErrorWords
{
    private const int ShortHash = 10;

    /// <summary>The lines: the error, what is known about it, what is to be done and how sure that is, the fix that could be carried out, and what helped before.</summary>
    public static IReadOnlyList<string> Of(ErrorRecognised error)
    {
        ArgumentNullException.ThrowIfNull(error);
        List<string> lines = [error.Error, $"fingerprint {error.Fingerprint}"];
        if (error.Suggestion is { } suggestion)
        {
            lines.Add(error.Pattern is { } pattern ? $"known as {pattern}: {error.Why}" : error.Why);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"suggested: {suggestion} (right in {error.Confidence * 100:0} % of such answers)"));
        }
        else
        {
            lines.Add("not known yet");
        }

        if (error.Fix is { } fix)
            lines.Add($"fix: {fix}");
        if (error.Remedy is { } remedy)
            lines.Add($"{remedy} helped against it before, and was tried first");
        return lines;
    }

    /// <summary>The lines: each commit that may have caused it, how sure that is and what speaks for it; then what the answer lacks.</summary>
    public static IReadOnlyList<string> Of(CommitsSuspected causes)
    {
        ArgumentNullException.ThrowIfNull(causes);
        List<string> lines = [.. causes.Commits.Select(Line)];
        if (lines.Count == 0)
            lines.Add(causes.Considered > 0 ? $"nothing in {causes.Considered} commits points at it" : "no commit is known to have caused it");
        if (causes.Note is { } note)
            lines.Add(note);
        return lines;
    }

    private static string Line(SuspectedCommit one)
    {
        string day = one.Time is { } time ? time.ToString(" yyyy-MM-dd", CultureInfo.InvariantCulture) : "", subject = one.Subject.Length > 0 ? $" {one.Subject}" : "";
        string sure = one.Known ? "known" : string.Create(CultureInfo.InvariantCulture, $"right in {one.Confidence * 100:0} % of such answers");
        return $"{one.Commit[..Math.Min(ShortHash, one.Commit.Length)]}{day}{subject} ({sure}: {one.Why})";
    }
}
