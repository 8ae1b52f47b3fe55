namespace Prunella.Telemetry.Flows;

/// <summary>How a case goes another way than its flow.</summary>
public enum FlowDeviationKind
{
    /// <summary>A step is not done.</summary>
    LeftOut,

    /// <summary>A step is done that has no place there.</summary>
    Added,

    /// <summary>A step is done, and in another place.</summary>
    Moved,
}
