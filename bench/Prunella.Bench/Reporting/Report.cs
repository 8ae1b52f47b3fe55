namespace Prunella.Bench.Reporting;

/// <summary>What was measured: tables for a person, figures for a program, notes on what is missing.</summary>
internal sealed class Report
{
    private readonly Dictionary<string, double?> _figures;
    private readonly List<Table> _tables = [];
    private readonly List<string> _notes = [];

    /// <param name="figures">The names of all figures, in their order; they are null until they are set.</param>
    public Report(IReadOnlyList<string> figures)
    {
        FigureNames = figures;
        _figures = figures.ToDictionary(static name => name, static _ => (double?)null);
    }

    public IReadOnlyList<string> FigureNames { get; }

    public IReadOnlyList<Table> Tables => _tables;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The value of a figure; null while it is not measured.</summary>
    public double? this[string name] => _figures[name];

    /// <exception cref="ArgumentException">The area does not promise this figure, or it is set twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number, or not finite.</exception>
    public void Set(string name, double value)
    {
        if (!_figures.TryGetValue(name, out double? old) || old is not null)
            throw new ArgumentException($"'{name}' is {(old is null ? "not a figure of this area" : "set twice")}.", nameof(name));
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A figure is a finite number.");
        _figures[name] = value;
    }

    public void Add(Table table) => _tables.Add(table);

    public void Note(string text) => _notes.Add(text.ReplaceLineEndings(" "));
}
