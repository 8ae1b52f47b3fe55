using Prunella.Views;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Prunella.Cli.Output;

/// <summary>Reports for a terminal: colours, and columns that fit its width. Loaded only where there is a terminal.</summary>
internal sealed class SpectreReportWriter(TextWriter output, int width) : IReportWriter
{
    private readonly IAnsiConsole _console = CreateConsole(output, width);

    public IAnsiConsole Console => _console;

    public void Write(Report report)
    {
        _console.Write(Render(report));
        output.Flush();
    }

    public static IRenderable Render(Report report) => new Rows(report.Blocks.Select(Render));

    private static IRenderable Render(Report.Block block)
    {
        if (block is not Report.Block.Table table)
            return LineOf(((Report.Block.Line)block).Pieces);

        var grid = new Table().NoBorder();
        grid.ShowHeaders = table.Headings.Count > 0;
        int columns = table.Headings.Count > 0 ? table.Headings.Count : table.Rows.Max(static row => row.Count);
        for (int i = 0; i < columns; i++)
        {
            string heading = table.Headings.Count > 0 ? table.Headings[i] : string.Empty;
            var column = new TableColumn(new Text(heading, StyleOf(Tone.Muted))) { Padding = new Padding(0, 0, i == columns - 1 ? 0 : 2, 0) };
            // What is short stays whole; the last column gets the rest of the width and wraps.
            column.NoWrap = i < columns - 1;
            _ = grid.AddColumn(column);
        }

        foreach (IReadOnlyList<Words> row in table.Rows)
            _ = grid.AddRow(row.Select(static cell => (IRenderable)new Text(cell.Text, StyleOf(cell.Tone))));
        return grid;
    }

    private static Paragraph LineOf(IReadOnlyList<Words> pieces)
    {
        var line = new Paragraph();
        foreach (Words piece in pieces)
            _ = line.Append(piece.Text, StyleOf(piece.Tone));
        return line;
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Muted => new Style(Color.Grey),
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
        _ => Style.Plain,
    };

    private static IAnsiConsole CreateConsole(TextWriter output, int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Math.Max(40, width);
        return console;
    }
}
