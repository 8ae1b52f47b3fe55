namespace Prunella.Journal;

/// <summary>Takes facts. What every stage of the loop writes to; a stage that only writes asks for no more than this.</summary>
public interface IJournal
{
    /// <summary>Notes a fact. Any thread may call; never blocks on a disk or a reader, and never throws of itself.</summary>
    /// <param name="fact">What happened.</param>
    /// <returns>Its place in the order.</returns>
    long Append(JournalEvent fact);

    /// <summary>Notes a fact that another process noted first, keeping its time and source.</summary>
    /// <param name="fact">What happened.</param>
    /// <param name="time">When it was noted there.</param>
    /// <param name="source">Who noted it.</param>
    /// <returns>Its place in the order of this journal.</returns>
    long Merge(JournalEvent fact, DateTimeOffset time, string source);
}
