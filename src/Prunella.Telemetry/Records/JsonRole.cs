namespace Prunella.Telemetry.Records;

/// <summary>What a field of JSON says, by its name, whichever logger wrote it.</summary>
internal enum JsonRole : byte
{
    /// <summary>A value like any other.</summary>
    Value,
    Time,
    Level,
    Template,
    Message,
    Category,
    TraceId,
    SpanId,

    /// <summary>An object whose fields are values of the record.</summary>
    Values,
}
