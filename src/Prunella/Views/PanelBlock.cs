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

    /// <summary>Matters beside each other.</summary>
    /// <param name="Items">In their order.</param>
    public sealed record Cards(IReadOnlyList<PanelCard> Items) : PanelBlock;

    /// <summary>How things were over time, each compared with itself.</summary>
    /// <param name="From">When the first step of time begins.</param>
    /// <param name="Until">When the last one ends.</param>
    /// <param name="Columns">The heads of what stands beside the picture.</param>
    /// <param name="Rows">In their order; as many cells each.</param>
    public sealed record Heat(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<string> Columns, IReadOnlyList<HeatRow> Rows) : PanelBlock;

    /// <summary>What follows what.</summary>
    /// <param name="Nodes">The steps.</param>
    /// <param name="Arrows">What follows what.</param>
    public sealed record Flow(IReadOnlyList<FlowNode> Nodes, IReadOnlyList<FlowArrow> Arrows) : PanelBlock;

    /// <summary>Pieces of work, each with its parts by when they ran.</summary>
    /// <param name="Items">In their order.</param>
    public sealed record Waterfalls(IReadOnlyList<Waterfall> Items) : PanelBlock;
}
