using System.Globalization;
using Prunella.Journal;

namespace Prunella.Recovery;

/// <summary>What is known of the error behind an incident, line by line, for people.</summary>
public static class ErrorWords
{
    /// <summary>The lines: the error, what is known about it, what is to be done and how sure that is, and what helped before.</summary>
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

        if (error.Remedy is { } remedy)
            lines.Add($"{remedy} helped against it before, and was tried first");
        return lines;
    }
}
