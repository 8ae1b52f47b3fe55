using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Prunella.Journal;

/// <summary>Reads entries back from the files, streaming; whole lines of set-aside files too.</summary>
/// <remarks>Files are left out by their first sequence, and, once read through, by the times they hold.</remarks>
internal sealed class JournalFileQuery(IJournalFiles files, ILogger logger)
{
    private readonly ConcurrentDictionary<(string Name, long Length), (DateTimeOffset First, DateTimeOffset Last)> _times = new();

    /// <summary>The entries that fit and stand before <paramref name="before"/>, oldest first.</summary>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(
        JournalQuery query, long before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<JournalFileName> wanted = FilesFor(query, before);
        if (query.Last is not { } last)
        {
            foreach (JournalFileName file in wanted)
            {
                await foreach (JournalEntry entry in ReadFileAsync(file, query, before, cancellationToken))
                    yield return entry;
            }

            yield break;
        }

        foreach (JournalEntry entry in await NewestAsync(wanted, query, before, last, cancellationToken))
            yield return entry;
    }

    // From the newest file backwards, so that a short answer does not read a long history.
    private async Task<IEnumerable<JournalEntry>> NewestAsync(
        List<JournalFileName> wanted, JournalQuery query, long before, int last, CancellationToken cancellationToken)
    {
        List<Queue<JournalEntry>> parts = [];
        for (int i = wanted.Count - 1; i >= 0 && last > 0; i--)
        {
            var newest = new Queue<JournalEntry>();
            await foreach (JournalEntry entry in ReadFileAsync(wanted[i], query, before, cancellationToken))
            {
                if (newest.Count == last)
                    _ = newest.Dequeue();
                newest.Enqueue(entry);
            }

            last -= newest.Count;
            parts.Insert(0, newest);
        }

        return parts.SelectMany(static part => part);
    }

    private List<JournalFileName> FilesFor(JournalQuery query, long before)
    {
        List<JournalFileName> all = [.. files.List().Where(static file => file.IsInChain || file.IsDamaged)];
        List<JournalFileName> wanted = [];
        for (int i = 0; i < all.Count; i++)
        {
            bool endsTooEarly = i + 1 < all.Count && all[i + 1].FirstSequence - 1 <= query.After;
            if (!endsTooEarly && all[i].FirstSequence < before)
                wanted.Add(all[i]);
        }

        return wanted;
    }

    private async IAsyncEnumerable<JournalEntry> ReadFileAsync(
        JournalFileName file, JournalQuery query, long before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream stream;
        try
        {
            stream = files.OpenRead(file.Name);
        }
        catch (FileNotFoundException)
        {
            yield break; // deleted as too old since it was listed
        }

        await using (stream)
        {
            (string, long) key = (file.Name, stream.Length);
            if (_times.TryGetValue(key, out (DateTimeOffset First, DateTimeOffset Last) known) && (known.Last < query.From || known.First >= query.Until))
                yield break;

            var reader = new LineReader(stream);
            var pass = new Pass(query, before);
            do
            {
                while (pass.Next(reader) is { } entry)
                    yield return entry;
            }
            while (await reader.FillAsync(cancellationToken).ConfigureAwait(false));

            if (pass.Skipped > 0)
                logger.LinesSkipped(file.Name, pass.Skipped);
            if (_times.Count > 4096)
                _times.Clear();
            _times[key] = (pass.First, pass.Last);
        }
    }

    /// <summary>One file read once.</summary>
    private sealed class Pass(JournalQuery query, long before)
    {
        // Names and identifiers are plain ASCII and stand in the line as they are: most lines are told apart without being parsed.
        private readonly byte[] _component = Needle(query.Component?.Value);
        private readonly byte[] _incident = Needle(query.Incident?.Value);

        public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

        public long Skipped { get; private set; }

        /// <summary>The next entry that fits; null once the buffer has no more whole lines.</summary>
        public JournalEntry? Next(LineReader reader)
        {
            while (reader.TryTake(out ReadOnlySpan<byte> line))
            {
                if (JournalLine.Check(line, out JournalLine.Links links) is not null)
                {
                    Skipped++;
                    continue;
                }

                DateTimeOffset time = JournalLine.ReadTime(line);
                First = time < First ? time : First;
                Last = time > Last ? time : Last;
                if (links.Sequence >= before || links.Sequence <= query.After || time < query.From || time >= query.Until
                    || line.IndexOf(_component) < 0 || line.IndexOf(_incident) < 0)
                {
                    continue;
                }

                if (JournalLine.ReadEntry(line) is { } entry && query.Matches(entry))
                    return entry;
            }

            return null;
        }

        private static byte[] Needle(string? value) => value is null ? [] : Encoding.ASCII.GetBytes($"\"{value}\"");
    }
}
