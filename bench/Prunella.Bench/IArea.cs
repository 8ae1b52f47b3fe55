namespace Prunella.Bench;

/// <summary>A part of the product that is measured as a whole: one table of figures, one page of results.</summary>
internal interface IArea
{
    /// <summary>The word after <c>bench/run</c>, and the name of the page.</summary>
    string Name { get; }

    /// <summary>The heading of the page.</summary>
    string Title { get; }

    /// <summary>Every figure the area promises, in the order it is printed; one that could not be measured is printed as null.</summary>
    IReadOnlyList<string> Figures { get; }

    /// <summary>What is done, one after another.</summary>
    IReadOnlyList<IMeasurement> Measurements { get; }
}
