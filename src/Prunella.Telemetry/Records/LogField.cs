namespace Prunella.Telemetry.Records;

/// <summary>A field that a record of JSON names, as places in <see cref="LogRecord.Text"/>.</summary>
/// <param name="NameStart">First byte of its name.</param>
/// <param name="NameLength">Bytes of its name.</param>
/// <param name="ValueStart">First byte of its value; of a text, behind the quote.</param>
/// <param name="ValueLength">Bytes of its value.</param>
/// <param name="Kind">What the value is.</param>
public readonly record struct LogField(int NameStart, int NameLength, int ValueStart, int ValueLength, LogFieldKind Kind);
