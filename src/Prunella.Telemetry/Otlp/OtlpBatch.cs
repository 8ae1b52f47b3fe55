using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Otlp;

/// <summary>The records of one request that were taken, as the message in protobuf that they stand in. Immutable.</summary>
public sealed class OtlpBatch
{
    private readonly ReadOnlyMemory<byte> _message;
    private readonly long _most;

    private OtlpBatch(OtlpSignal signal, ReadOnlyMemory<byte> message, long most) => (Signal, _message, _most) = (signal, message, most);

    /// <summary>What it carries.</summary>
    public OtlpSignal Signal { get; }

    /// <summary>Its bytes.</summary>
    public int Bytes => _message.Length;

    /// <summary>Records that were taken.</summary>
    public long Records { get; private set; }

    /// <summary>Records that were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Why the first of them was refused; null where none was.</summary>
    public string? Reason { get; private set; }

    /// <summary>Looks through a message: what can be read later has been read once by then.</summary>
    /// <param name="signal">What it carries.</param>
    /// <param name="message">OTLP in protobuf; not changed from now on.</param>
    /// <param name="most">Most records that are taken of it; those beyond are refused.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static OtlpBatch Check(OtlpSignal signal, ReadOnlyMemory<byte> message, long most)
    {
        var batch = new OtlpBatch(signal, message, most);
        var admission = new OtlpAdmission(most, null, null, null);
        batch.Read(admission);
        (batch.Records, batch.Refused, batch.Reason) = (admission.Taken, admission.Refused, admission.Reason);
        return batch;
    }

    /// <summary>Hands its records over, without those that were refused.</summary>
    /// <param name="spans">Takes spans.</param>
    /// <param name="records">Takes records of logs.</param>
    /// <param name="points">Takes points of metrics.</param>
    public void Read(IOtlpSink spans, ILogSink records, IOtlpMetricSink points) => Read(new OtlpAdmission(_most, spans, records, points));

    private void Read(OtlpAdmission admission) => _ = Signal switch
    {
        OtlpSignal.Traces => OtlpReader.ReadTraces(_message.Span, admission),
        OtlpSignal.Logs => OtlpReader.ReadLogs(_message.Span, admission),
        _ => OtlpReader.ReadMetrics(_message.Span, admission),
    };
}
