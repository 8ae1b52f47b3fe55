namespace Prunella.Telemetry.Otlp;

/// <summary>What a sum or a histogram counts; the numbers are those of OTLP.</summary>
public enum OtlpTemporality
{
    /// <summary>It does not say, or it is no sum.</summary>
    Unspecified,

    /// <summary>What came since the point before.</summary>
    Delta,

    /// <summary>What came since the start.</summary>
    Cumulative,
}
