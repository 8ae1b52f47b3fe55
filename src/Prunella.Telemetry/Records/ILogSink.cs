namespace Prunella.Telemetry.Records;

/// <summary>Takes the records that a <see cref="LogReader"/> finds.</summary>
public interface ILogSink
{
    /// <summary>Takes one record. Its bytes are gone after the call.</summary>
    void Accept(in LogRecord record);
}
