using System.Text;
using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>Writes a stream of single lines, as events and the output of services are. Thread-safe.</summary>
/// <param name="output">Where to.</param>
/// <param name="colour">Whether tones are shown as ANSI colours.</param>
internal sealed class LineWriter(TextWriter output, bool colour)
{
    private readonly Lock _lock = new();

    public bool Colour => colour;

    public void Line(params ReadOnlySpan<Words> pieces)
    {
        var line = new StringBuilder();
        foreach (Words piece in pieces)
        {
            string code = colour ? CodeOf(piece.Tone) : string.Empty;
            _ = line.Append(code).Append(piece.Text).Append(code.Length > 0 ? "\e[0m" : string.Empty);
        }

        lock (_lock)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }

    private static string CodeOf(Tone tone) => tone switch
    {
        Tone.Muted => "\e[90m",
        Tone.Strong => "\e[1m",
        Tone.Good => "\e[32m",
        Tone.Warning => "\e[33m",
        Tone.Bad => "\e[1;31m",
        _ => string.Empty,
    };
}
