namespace Prunella.Views;

/// <summary>A piece of a panel. It says what is shown; how is the dashboard's affair. Texts are shown as they are, never read as markup.</summary>
public abstract record PanelBlock
{
    private protected PanelBlock()
    {
    }

    /// <summary>The heading above it; null for none.</summary>
    public string? Heading { get; init; }

    /// <summary>A paragraph.</summary>
    /// <param name="Words">Its text.</param>
    public sealed record Text(Words Words) : PanelBlock;

    /// <summary>Names and values.</summary>
    /// <param name="Rows">In their order.</param>
    public sealed record Facts(IReadOnlyList<KeyValuePair<string, Words>> Rows) : PanelBlock;

    /// <summary>A table.</summary>
    /// <param name="Columns">The heads.</param>
    /// <param name="Rows">As many cells each as there are heads.</param>
    public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Words>> Rows) : PanelBlock;

    /// <summary>What a person may do here; an <see cref="IOperationSource"/> must know each.</summary>
    /// <param name="Offered">In their order.</param>
    public sealed record Operations(IReadOnlyList<Operation> Offered) : PanelBlock;
}
