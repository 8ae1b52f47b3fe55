namespace Prunella.Health;

/// <summary>All that is known of a stretch of trouble and of the ordinary time before it. Only <see cref="Series"/> is needed.</summary>
public sealed record DiagnosisInput
{
    /// <summary>The series.</summary>
    public IReadOnlyList<DiagnosisSeries> Series { get; init; } = [];

    /// <summary>Who calls whom, as far as it is known. Unknown names, doubles and circles do no harm.</summary>
    public IReadOnlyList<CallEdge> Calls { get; init; } = [];

    /// <summary>What raised the alarm, where it is known. A cause is then sought among what that component calls, and must move as the alarmed metric moves.</summary>
    public AlarmedSignal? Alarm { get; init; }

    /// <summary>Traces and logs of ordinary time.</summary>
    public TelemetryWindow Normal { get; init; } = TelemetryWindow.Empty;

    /// <summary>Traces and logs of the trouble.</summary>
    public TelemetryWindow Anomalous { get; init; } = TelemetryWindow.Empty;
}
