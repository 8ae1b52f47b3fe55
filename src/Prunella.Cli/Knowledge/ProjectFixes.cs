using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Cli.Shell;
using Prunella.Journal;
using Prunella.Patterns.Actions;
using Prunella.Patterns.Safety;

namespace Prunella.Cli.Knowledge;

/// <summary>The fixes of a project: the desk, with the journal in <c>.prunella/fixes</c> that it remembers by. One command at a time.</summary>
internal sealed class ProjectFixes : IAsyncDisposable
{
    private ProjectFixes(EventJournal journal, FixDesk desk, FixMemory memory) => (Journal, Desk, Memory) = (journal, desk, memory);

    public EventJournal Journal { get; }

    public FixDesk Desk { get; }

    public FixMemory Memory { get; }

    /// <exception cref="IOException">Another command is at it, or the disk refuses.</exception>
    public static async Task<ProjectFixes> OpenAsync(CliContext context, CancellationToken cancellationToken)
    {
        string state = Path.Combine(context.CurrentDirectory, ".prunella"), folder = Path.Combine(state, "fixes");
        var journal = EventJournal.Open(
            new JournalOptions { Source = "patterns", Directory = Path.Combine(folder, StateDirectory.Journal) }, context.Time, NullLogger<EventJournal>.Instance);
        try
        {
            var memory = new FixMemory();
            await foreach (JournalEntry entry in journal.QueryAsync(new JournalQuery(), cancellationToken))
            {
                if (entry.Event is FixJudged judged)
                    memory.Take(judged);
            }

            var desk = new FixDesk(new Workspace(context.CurrentDirectory), Path.Combine(folder, "backups"), new FileSwitch(state, context.Environment), journal, memory);
            return new ProjectFixes(journal, desk, memory);
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Journal.DisposeAsync();
}
