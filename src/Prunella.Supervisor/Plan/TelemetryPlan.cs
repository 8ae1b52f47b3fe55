using System.Net;

namespace Prunella.Supervisor;

/// <summary>What is done with what the services tell of themselves while they run: their output, and OTLP.</summary>
public sealed record TelemetryPlan
{
    /// <summary>Where OTLP/HTTP is taken; port 0 for one of the system's choice, null for nowhere: then the output alone is looked at.</summary>
    public IPEndPoint? Otlp { get; init; }

    /// <summary>What whoever sends must bear in its header <c>Authorization</c>; null for nothing, which only an address of this machine may have.</summary>
    public string? Token { get; init; }

    /// <summary>Whether a grave finding of a known component opens an incident, and so has it healed. Default false: it is told, and attached to an incident that is open.</summary>
    public bool OpensIncidents { get; init; }
}
