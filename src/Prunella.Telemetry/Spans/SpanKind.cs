namespace Prunella.Telemetry.Spans;

/// <summary>The part that a span plays in a call; the numbers are those of OTLP.</summary>
public enum SpanKind : byte
{
    /// <summary>It does not say.</summary>
    Unspecified,

    /// <summary>Work inside a service.</summary>
    Internal,

    /// <summary>A call as it is answered.</summary>
    Server,

    /// <summary>A call as it is made.</summary>
    Client,

    /// <summary>A message is sent.</summary>
    Producer,

    /// <summary>A message is worked on.</summary>
    Consumer,
}
