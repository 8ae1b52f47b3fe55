using Prunella.Journal;

namespace Prunella.Supervisor.Control;

/// <summary>One incident and its story.</summary>
/// <param name="Incident">As it stands at this moment.</param>
/// <param name="Entries">The facts that belong to it, oldest first.</param>
public sealed record IncidentReply(IncidentView Incident, IReadOnlyList<JournalEntry> Entries) : AgentReply;
