namespace Prunella.Telemetry.Analysis;

/// <summary>What was counted of one operation of a service.</summary>
internal sealed class OperationTally(string service, string name)
{
    public string Service => service;

    public string Name => name;

    public LatencyCounts Latency { get; } = new();

    public Heat Heat { get; } = new();

    public long Errors { get; set; }
}
