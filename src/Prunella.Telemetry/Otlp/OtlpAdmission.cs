using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Otlp;

/// <summary>Decides which records of a message are taken: the same ones each time the message is read.</summary>
internal sealed class OtlpAdmission(long most, IOtlpSink? spans, ILogSink? records, IOtlpMetricSink? points) : IOtlpSink, ILogSink, IOtlpMetricSink
{
    // Attributes of the service are looked through for each span: a giant one must not be multiplied.
    private const int MostResourceBytes = 64 << 10;

    public long Taken { get; private set; }

    public long Refused { get; private set; }

    public string? Reason { get; private set; }

    public void Accept(in OtlpSpan span)
    {
        if (span.Trace.IsNone || span.Id.IsNone)
            _ = Refuse("a span has no trace id of 16 bytes or no id of 8 bytes");
        else if (IsAdmitted(span.Resource.Bytes))
            spans?.Accept(span);
    }

    public void Accept(in LogRecord record)
    {
        if (IsAdmitted(0))
            records?.Accept(record);
    }

    public void Accept(in OtlpPoint point)
    {
        if (point.Name.IsEmpty)
            _ = Refuse("a metric has no name");
        else if (IsAdmitted(point.Resource.Bytes))
            points?.Accept(point);
    }

    private bool IsAdmitted(int resourceBytes)
    {
        if (resourceBytes > MostResourceBytes)
            return Refuse($"a resource has more than {MostResourceBytes} bytes");
        if (Taken >= most)
            return Refuse($"a request may have at most {most} records");
        Taken++;
        return true;
    }

    private bool Refuse(string reason)
    {
        Refused++;
        Reason ??= reason;
        return false;
    }
}
