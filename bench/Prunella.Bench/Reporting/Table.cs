namespace Prunella.Bench.Reporting;

/// <summary>A table for a person. The first column is text, the others are numbers or words.</summary>
internal sealed class Table(string title, params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public string Title { get; } = title;

    public IReadOnlyList<string> Columns { get; } = columns;

    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <exception cref="ArgumentException">There are not as many cells as columns.</exception>
    public void Row(params string[] cells)
    {
        if (cells.Length != Columns.Count)
            throw new ArgumentException($"{cells.Length} cells for {Columns.Count} columns", nameof(cells));
        _rows.Add(cells);
    }
}
