namespace Prunella.Journal;

/// <summary>What waits for the disk: bounded; what finds no room is stated as lost, in the place where it would have stood.</summary>
/// <remarks>All of it wants the journal's lock.</remarks>
internal sealed class PendingQueue(JournalOptions options)
{
    private Queue<PendingLine> _lines = new();
    private PendingLine? _loss;
    private long _bytes;

    /// <summary>How many entries wait, those taken and not yet written included.</summary>
    public int Count { get; private set; }

    /// <summary>How many entries were lost.</summary>
    public long Lost { get; private set; }

    /// <summary>Whether something is to be taken.</summary>
    public bool IsEmpty => _lines.Count == 0;

    /// <summary>Queues an entry; places come in order.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(JournalEntry entry, int size)
    {
        if (Count >= options.QueueCapacity || _bytes + size > options.QueueBytes)
            return false;
        _loss = null;
        _lines.Enqueue(new PendingLine(entry, entry.Sequence, size));
        Count++;
        _bytes += size;
        return true;
    }

    /// <summary>Notes that an entry is lost.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="stated">Whether the journal is to say so itself.</param>
    public void Lose(JournalEntry entry, bool stated)
    {
        Lost++;
        if (!stated)
            return;
        if (_loss is null)
        {
            _loss = new PendingLine(entry, entry.Sequence, size: 0) { IsLoss = true };
            _lines.Enqueue(_loss);
        }

        _loss.Last = entry.Sequence;
    }

    /// <summary>Hands all lines over, in exchange for an empty queue.</summary>
    public void Take(ref Queue<PendingLine> taken)
    {
        (_lines, taken) = (taken, _lines);
        _loss = null; // what is lost from now on stands behind what was taken
    }

    /// <summary>Makes room: so many of the entries taken are written.</summary>
    public void Written(int count, long bytes)
    {
        Count -= count;
        _bytes -= bytes;
    }

    /// <summary>Gives up what waits still.</summary>
    /// <returns>How many.</returns>
    public int LoseAll()
    {
        Lost += Count;
        return Count;
    }
}
