using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Journal;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>The fixes of a project while somebody is at them: the desk, with all that its journal knows of former ones. One at a time, of all processes.</summary>
public sealed class ProjectFixes : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly EventJournal _journal;

    private ProjectFixes(EventJournal journal, FixDesk desk, FixMemory memory) => (_journal, Desk, Memory) = (journal, desk, memory);

    /// <summary>Where fixes are proposed, decided and carried out.</summary>
    public FixDesk Desk { get; }

    /// <summary>What is known of them.</summary>
    public IFixMemory Memory { get; }

    /// <summary>Begins; ends by disposing.</summary>
    /// <param name="site">The project.</param>
    /// <param name="also">Told of each fact as well, as the journal of an agent; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">Another is at it, or the disk refuses.</exception>
    public static async Task<ProjectFixes> OpenAsync(FixSite site, IJournal? also = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        EventJournal journal = await OpenJournalAsync(site, cancellationToken).ConfigureAwait(false);
        try
        {
            var memory = new FixMemory();
            List<JournalEntry> finished = [];
            await foreach (JournalEntry entry in journal.QueryAsync(new JournalQuery(), cancellationToken).ConfigureAwait(false))
            {
                if (entry.Event is FixJudged judged)
                    memory.Take(judged);
                else if (entry.Event is FixFinished { Error: null })
                    finished.Add(entry);
            }

            site.Cascades.Restore(finished);
            IJournal facts = also is null ? journal : new BothJournals(journal, also);
            return new ProjectFixes(journal, new FixDesk(new Workspace(site.Root), site.Backups, site.KillSwitch, facts, memory, site.Judge, site.Cascades, site.Commands, site.Most), memory);
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Desk.Dispose();
        return _journal.DisposeAsync();
    }

    private static async Task<EventJournal> OpenJournalAsync(FixSite site, CancellationToken cancellationToken)
    {
        long begun = site.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return EventJournal.Open(new JournalOptions { Source = "patterns", Directory = site.JournalDirectory }, site.Time, NullLogger<EventJournal>.Instance, site.Scrubber);
            }
            catch (IOException) when (site.Time.GetElapsedTime(begun) < site.Patience)
            {
                await Task.Delay(Pause, site.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private sealed class BothJournals(IJournal first, IJournal second) : IJournal
    {
        public long Append(JournalEvent fact)
        {
            _ = second.Append(fact);
            return first.Append(fact);
        }

        public long Merge(JournalEvent fact, DateTimeOffset time, string source)
        {
            _ = second.Merge(fact, time, source);
            return first.Merge(fact, time, source);
        }
    }
}
