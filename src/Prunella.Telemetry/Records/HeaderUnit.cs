namespace Prunella.Telemetry.Records;

/// <summary>A part of a header that stands behind time and level.</summary>
internal enum HeaderUnit
{
    /// <summary>A dash or a colon by itself.</summary>
    Dash,

    /// <summary>A text in square brackets, which may have more of them inside.</summary>
    Bracket,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Words up to one that ends with a colon: the program that wrote the line.</summary>
    Colon,

    /// <summary>Words up to a dash by itself.</summary>
    UpToDash,

    /// <summary>One of few words, padded with spaces to a column.</summary>
    Column,

    /// <summary>A field that ends with an upright stroke.</summary>
    Field,

    /// <summary>A category with the number of its event in square brackets.</summary>
    Category,
}
