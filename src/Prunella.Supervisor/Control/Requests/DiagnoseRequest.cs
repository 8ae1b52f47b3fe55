using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>What is the cause? Answered by one <see cref="DiagnosisReply"/>.</summary>
public sealed record DiagnoseRequest : AgentRequest
{
    /// <summary>The incident whose beginning is meant; null for none.</summary>
    public IncidentId? Incident { get; init; }

    /// <summary>The end of the time that is meant; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The component in trouble; null for any.</summary>
    public ComponentName? Component { get; init; }
}
