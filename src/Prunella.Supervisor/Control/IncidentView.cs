using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Supervisor.Control;

/// <summary>One incident as operators see it: the stable form of <see cref="Incident"/>.</summary>
public sealed record IncidentView
{
    /// <summary>Its name.</summary>
    public required IncidentId Id { get; init; }

    /// <summary>The root: the component whose own trouble it is.</summary>
    public required ComponentName Component { get; init; }

    /// <summary>Where it stands.</summary>
    public required IncidentState State { get; init; }

    /// <summary>The worst state the component has been in.</summary>
    public required HealthState Severity { get; init; }

    /// <summary>The suspected cause, in words.</summary>
    public required string Cause { get; init; }

    /// <summary>When it was seen, by the wall clock.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ended, by the wall clock; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How it ended; null while it is open.</summary>
    public IncidentOutcome? Outcome { get; init; }

    /// <summary>What was seen, one fact a line.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Components whose trouble comes from this one.</summary>
    public IReadOnlyList<ComponentName> Symptoms { get; init; } = [];

    /// <summary>What was done, oldest first.</summary>
    public IReadOnlyList<ActionAttempt> Attempts { get; init; } = [];

    /// <summary>What the runtime takes for the cause, by what it measures; null as long as it has not looked.</summary>
    public DiagnosisView? Diagnosis { get; init; }

    /// <summary>The error behind it in one line; null where none was read.</summary>
    public string? Error { get; init; }

    /// <summary>The fix that could be carried out against the error, how far it may go and why, or why not; null where none is known.</summary>
    public string? Fix { get; init; }

    /// <summary>The commits that may have caused the error, those that are known first.</summary>
    public IReadOnlyList<SuspectedCommit> Commits { get; init; } = [];

    /// <summary>An action that waits for a person; null where none does.</summary>
    public PendingApproval? Pending { get; init; }

    /// <summary>Path of the evidence bundle; null unless it was handed over.</summary>
    public string? Bundle { get; init; }

    /// <summary>The view of <paramref name="incident"/>.</summary>
    public static IncidentView Of(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return new IncidentView
        {
            Id = incident.Id,
            Component = incident.Component,
            State = incident.State,
            Severity = incident.Severity,
            Cause = incident.Cause,
            OpenedAt = incident.OpenedAt,
            ClosedAt = incident.ClosedAt,
            Outcome = incident.Outcome,
            Evidence = incident.Evidence,
            Symptoms = incident.Symptoms,
            Attempts = incident.Attempts,
            Diagnosis = incident.Diagnosis is { } made ? DiagnosisView.Of(made) : null,
            Error = incident.Error?.Error,
            Fix = incident.Error?.Fix,
            Commits = incident.Causes?.Commits ?? [],
            Pending = incident.Pending,
            Bundle = incident.Bundle,
        };
    }
}
