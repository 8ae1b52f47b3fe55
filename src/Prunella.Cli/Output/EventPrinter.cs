using System.Text.RegularExpressions;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>Prints facts and the output of services, a line each, as they happen. Thread-safe.</summary>
internal sealed partial class EventPrinter(LineWriter lines, TimeProvider time)
{
    private const int MostPadding = 24;

    // Calm colours that are neither good nor bad news: blue, cyan, magenta and their bright kin.
    private static readonly string[] Colours = ["\e[34m", "\e[36m", "\e[35m", "\e[94m", "\e[96m", "\e[95m"];

    private int _width = 8;

    /// <summary>A fact. What the next line says again, as that an incident was closed says that its action helped, is left to the journal.</summary>
    public void Entry(JournalEntry entry)
    {
        if (entry.Event is ComponentRegistered or ActionStarted or ActionFinished { Error: null } or ActionVerified { Verdict: ActionVerdict.Better })
            return;
        Words words = EventPhrase.Of(entry.Event);
        string name = entry.Event.Component?.Value ?? "prunella";
        lines.Line(
            new($"{Phrase.TimeOfDay(entry.Time, time.LocalTimeZone)}  ", Tone.Muted),
            new($"{Padded(name)}  ", Tone.Strong),
            words,
            new(entry.Event.Incident is { } incident ? $"  [{incident}]" : string.Empty, Tone.Muted));
    }

    /// <summary>A line that a service wrote, without its line end.</summary>
    public void Output(ComponentName component, string line) =>
        lines.Line($"{Prefix(component.Value)} {Clean(line)}{(lines.Colour && line.Contains('\e', StringComparison.Ordinal) ? "\e[0m" : string.Empty)}");

    private string Prefix(string name)
    {
        string text = $"{Padded(name)} |";
        if (!lines.Colour)
            return text;
        uint hash = 2166136261; // FNV-1a: the same name has the same colour in every run
        foreach (char letter in name)
            hash = (hash ^ letter) * 16777619;
        return $"{Colours[hash % Colours.Length]}{text}\e[0m";
    }

    // Columns widen as longer names come, and never jump back.
    private string Padded(string name)
    {
        int width = Math.Min(MostPadding, Math.Max(name.Length, Volatile.Read(ref _width)));
        Volatile.Write(ref _width, width);
        return name.PadRight(width);
    }

    // Colours may pass to a terminal; what moves the cursor, clears the screen or sets the title may not.
    private string Clean(string line) => Controls().Replace(line, control => lines.Colour && control.Groups["colour"].Success ? control.Value : string.Empty);

    // ECMA-48: colours, other control sequences, operating system commands, the rest of the escapes, and lone control characters but the tab.
    [GeneratedRegex(@"(?<colour>\e\[[0-9;:]*m)|\e\[[0-?]*[ -/]*[@-~]|\e\][^\a\e]*(?:\a|\e\\)?|\e[ -~]?|[\x00-\x08\x0A-\x1F\x7F]", RegexOptions.ExplicitCapture)]
    private static partial Regex Controls();
}
