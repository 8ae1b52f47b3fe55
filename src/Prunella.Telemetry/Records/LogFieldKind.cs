namespace Prunella.Telemetry.Records;

/// <summary>What the value of a field of JSON is.</summary>
public enum LogFieldKind : byte
{
    /// <summary>A text; its place is between the quotes, and what JSON escapes is still escaped.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c>, <c>false</c> or <c>null</c>.</summary>
    Literal,

    /// <summary>An object or a list, with its brackets.</summary>
    Nested,
}
