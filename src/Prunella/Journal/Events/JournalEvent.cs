using System.Text.Json.Serialization;
using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>One fact. A closed hierarchy of immutable records: a reader who knows each of them has seen everything.</summary>
/// <remarks>
/// In JSON the property <c>kind</c> tells them apart. Kinds are never renamed and their meaning never changes: files are read
/// years later. New properties are optional.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ActionApproved), "action-approved")]
[JsonDerivedType(typeof(ActionFinished), "action-finished")]
[JsonDerivedType(typeof(ActionPlanned), "action-planned")]
[JsonDerivedType(typeof(ActionRefused), "action-refused")]
[JsonDerivedType(typeof(ActionStarted), "action-started")]
[JsonDerivedType(typeof(ActionUndone), "action-undone")]
[JsonDerivedType(typeof(ActionVerified), "action-verified")]
[JsonDerivedType(typeof(AlertAcknowledged), "alert-acknowledged")]
[JsonDerivedType(typeof(AlertRaised), "alert-raised")]
[JsonDerivedType(typeof(AlertsSilenced), "alerts-silenced")]
[JsonDerivedType(typeof(CircuitChanged), "circuit-changed")]
[JsonDerivedType(typeof(CommitsSuspected), "commits-suspected")]
[JsonDerivedType(typeof(ComponentRegistered), "component-registered")]
[JsonDerivedType(typeof(ComponentRemoved), "component-removed")]
[JsonDerivedType(typeof(ConfigurationChanged), "configuration-changed")]
[JsonDerivedType(typeof(CostSpent), "cost-spent")]
[JsonDerivedType(typeof(DiagnosisMade), "diagnosis-made")]
[JsonDerivedType(typeof(EntriesLost), "entries-lost")]
[JsonDerivedType(typeof(ErrorRecognised), "error-recognised")]
[JsonDerivedType(typeof(FindingEnded), "finding-ended")]
[JsonDerivedType(typeof(FindingMade), "finding-made")]
[JsonDerivedType(typeof(FixDecided), "fix-decided")]
[JsonDerivedType(typeof(FixFinished), "fix-finished")]
[JsonDerivedType(typeof(FixJudged), "fix-judged")]
[JsonDerivedType(typeof(FixStepped), "fix-stepped")]
[JsonDerivedType(typeof(HealingResumed), "healing-resumed")]
[JsonDerivedType(typeof(HealingStopped), "healing-stopped")]
[JsonDerivedType(typeof(HealthChanged), "health-changed")]
[JsonDerivedType(typeof(IncidentAttached), "incident-attached")]
[JsonDerivedType(typeof(IncidentClosed), "incident-closed")]
[JsonDerivedType(typeof(IncidentHandedOver), "incident-handed-over")]
[JsonDerivedType(typeof(IncidentOpened), "incident-opened")]
[JsonDerivedType(typeof(IncidentRated), "incident-rated")]
[JsonDerivedType(typeof(InternalFault), "internal-fault")]
[JsonDerivedType(typeof(JournalDamaged), "journal-damaged")]
[JsonDerivedType(typeof(ModeChanged), "mode-changed")]
[JsonDerivedType(typeof(PersonActed), "person-acted")]
[JsonDerivedType(typeof(ProcessExited), "process-exited")]
[JsonDerivedType(typeof(ProcessReady), "process-ready")]
[JsonDerivedType(typeof(ProcessStarted), "process-started")]
[JsonDerivedType(typeof(SystemHealthChanged), "system-health-changed")]
[JsonDerivedType(typeof(CallsHealed), "calls-healed")]
[JsonDerivedType(typeof(TransitionRefused), "transition-refused")]
[JsonDerivedType(typeof(ObjectiveChanged), "objective-changed")]
public abstract record JournalEvent
{
    private protected JournalEvent()
    {
    }

    /// <summary>The component that the fact is about; null where it is about the whole.</summary>
    public ComponentName? Component { get; init; }

    /// <summary>The incident that the fact belongs to; null where it belongs to none.</summary>
    public IncidentId? Incident { get; init; }
}
