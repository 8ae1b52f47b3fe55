using System.Diagnostics.CodeAnalysis;

namespace Prunella.Resilience;

/// <summary>What a value in a JSON document must be.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the names that JSON gives them.")]
public enum JsonKind
{
    /// <summary>Anything, null too.</summary>
    Any = 0,

    /// <summary>An object.</summary>
    Object,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A string.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,
}
