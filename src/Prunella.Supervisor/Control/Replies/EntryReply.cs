using Prunella.Journal;

namespace Prunella.Supervisor.Control;

/// <summary>A new fact.</summary>
/// <param name="Entry">As it stands in the journal.</param>
public sealed record EntryReply(JournalEntry Entry) : AgentReply;
