using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>One open problem of one component, as it stands at one moment.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Component">The root: the component whose own trouble it is.</param>
/// <param name="OpenedAt">When it was seen, by the wall clock.</param>
/// <param name="Severity">The worst state the component has been in.</param>
/// <param name="Cause">The suspected cause, in words.</param>
public sealed record Incident(IncidentId Id, ComponentName Component, DateTimeOffset OpenedAt, HealthState Severity, string Cause)
{
    /// <summary>Where it stands.</summary>
    public IncidentState State { get; init; } = IncidentState.Open;

    /// <summary>What was seen, one fact a line; at most 64.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Components whose trouble comes from this one.</summary>
    public IReadOnlyList<ComponentName> Symptoms { get; init; } = [];

    /// <summary>What was done, oldest first.</summary>
    public IReadOnlyList<ActionAttempt> Attempts { get; init; } = [];

    /// <summary>What the runtime takes for the cause, by what it measures; null as long as it has not looked.</summary>
    public Journal.DiagnosisMade? Diagnosis { get; init; }

    /// <summary>The error behind it, where one was read and named; else null.</summary>
    public Journal.ErrorRecognised? Error { get; init; }

    /// <summary>Whether its error is being read at this moment.</summary>
    public bool ReadsError { get; init; }

    /// <summary>The commits that may have caused the error; null as long as nobody has looked.</summary>
    public Journal.CommitsSuspected? Causes { get; init; }

    /// <summary>A person's leave for the action that is carried out, or is about to be; null where none was needed.</summary>
    public Approval? Approval { get; init; }

    /// <summary>An action that waits for a person; null where none does.</summary>
    public PendingApproval? Pending { get; init; }

    /// <summary>When it ended, by the wall clock; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How it ended; null while it is open.</summary>
    public Journal.IncidentOutcome? Outcome { get; init; }

    /// <summary>Path of the evidence bundle; null unless it was handed over.</summary>
    public string? Bundle { get; init; }
}
