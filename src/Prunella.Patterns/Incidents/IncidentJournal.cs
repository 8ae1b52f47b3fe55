using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Patterns.Incidents;

/// <summary>A journal whose facts belong to one incident.</summary>
internal sealed class IncidentJournal(IJournal journal, ComponentName component, IncidentId incident) : IJournal
{
    public long Append(JournalEvent fact) => journal.Append(fact with { Component = component, Incident = incident });

    public long Merge(JournalEvent fact, DateTimeOffset time, string source) => journal.Merge(fact with { Component = component, Incident = incident }, time, source);
}
