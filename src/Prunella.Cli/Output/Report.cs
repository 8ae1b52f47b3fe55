using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>What a command has to say to a person, before it is known whether a terminal or a file will take it.</summary>
internal sealed class Report
{
    private readonly List<Block> _blocks = [];

    /// <summary>A part of a report. A closed hierarchy.</summary>
    internal abstract record Block
    {
        /// <summary>One line of pieces.</summary>
        internal sealed record Line(IReadOnlyList<Words> Pieces) : Block;

        /// <summary>Rows of cells under headings; the last cell of a row may be long.</summary>
        internal sealed record Table(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<Words>> Rows) : Block;
    }

    public IReadOnlyList<Block> Blocks => _blocks;

    public Report Line(params Words[] pieces)
    {
        _blocks.Add(new Block.Line(pieces));
        return this;
    }

    /// <param name="headings">One for each column; none for a table without headings.</param>
    /// <param name="rows">As many cells as columns each.</param>
    public Report Table(IReadOnlyList<string> headings, IEnumerable<Words[]> rows)
    {
        var table = new Block.Table(headings, [.. rows]);
        if (table.Headings.Count + table.Rows.Count > 0)
            _blocks.Add(table);
        return this;
    }
}
