using Microsoft.Extensions.Logging;

namespace Prunella.Journal;

/// <summary>Finds where a journal is to be continued, and sets aside what is damaged. Looks at the newest file only, so that it is fast.</summary>
/// <remarks>
/// A bad end of the newest file is a torn write: its bytes go to a file beside, the rest is kept and the chain goes on. Damage before
/// the end is no torn write: the whole file is renamed, never rewritten, and a new chain begins whose first line states the break.
/// </remarks>
internal sealed class JournalOpening(IJournalFiles files, TimeProvider time, ILogger logger)
{
    private readonly List<JournalDamaged> _damages = [];

    /// <summary>What was found; the first of these belongs at the beginning of a new chain.</summary>
    public IReadOnlyList<JournalDamaged> Damages => _damages;

    public ChainTip Find()
    {
        ChainTip? tip = null;
        while (tip is null)
        {
            JournalFileName? newest = files.List().LastOrDefault(static file => file.IsInChain || file.IsDamaged);
            if (newest is null)
                return ChainTip.Begin(0);
            tip = newest.IsDamaged ? AfterSetAside(newest) : Continue(newest);
        }

        return tip;
    }

    // Null where the file was empty, and the one before it decides.
    private ChainTip? Continue(JournalFileName file)
    {
        Scan scan = Read(file);
        if (scan.Fault is not null && !scan.FaultIsLast)
            return SetFileAside(file, scan);
        if (scan.Fault is not null && !TryCutTail(file, scan))
            return SetFileAside(file, scan);
        if (scan.GoodLength > 0)
            return new ChainTip(scan.GoodSequence, scan.Head, file, scan.GoodLength);

        // Begun, and never got a whole line.
        files.Delete(file.Name);
        return null;
    }

    private bool TryCutTail(JournalFileName file, Scan scan)
    {
        string stem = file.Name + JournalFileName.Torn + JournalFileName.Stamp(time.GetUtcNow());
        HashSet<string> taken = [.. files.List().Select(static other => other.Name)];
        string name = stem;
        for (int i = 2; taken.Contains(name); i++)
            name = $"{stem}-{i}";

        try
        {
            CopyTail(file, scan.GoodLength, name);
            using IJournalFile whole = files.OpenWrite(file.Name, create: false);
            whole.Truncate(scan.GoodLength);
            whole.Sync();
        }
        catch (IOException)
        {
            return false; // the disk is full: renaming needs no room
        }

        Note(file, scan, name);
        return true;
    }

    private void CopyTail(JournalFileName file, long offset, string name)
    {
        using Stream source = files.OpenRead(file.Name);
        using IJournalFile copy = files.OpenWrite(name, create: true);
        _ = source.Seek(offset, SeekOrigin.Begin);
        byte[] buffer = new byte[64 << 10];
        long written = 0;
        while (source.Read(buffer) is > 0 and int read)
        {
            copy.Write(buffer.AsSpan(0, read), written);
            written += read;
        }

        copy.Sync();
        files.Sync();
    }

    private ChainTip SetFileAside(JournalFileName file, Scan scan)
    {
        string name = file.Name + JournalFileName.Damaged;
        files.Rename(file.Name, name);
        files.Sync();
        Note(file, scan, name);
        return ChainTip.Begin(scan.HighestSequence);
    }

    // The process ended after it set the file aside and before it could write so.
    private ChainTip AfterSetAside(JournalFileName file)
    {
        Scan scan = Read(file);
        Note(file, scan, file.Name);
        return ChainTip.Begin(scan.HighestSequence);
    }

    private void Note(JournalFileName file, Scan scan, string setAside)
    {
        var damage = new JournalDamaged
        {
            File = file.Name,
            Line = scan.FaultLine,
            Reason = scan.Fault ?? "it was set aside when the journal was opened before",
            SetAside = setAside,
        };
        logger.Damaged(damage.File, damage.Line, damage.Reason, setAside);
        _damages.Add(damage);
    }

    private Scan Read(JournalFileName file)
    {
        using Stream stream = files.OpenRead(file.Name);
        var reader = new LineReader(stream);
        var scan = new Scan { HighestSequence = Math.Max(0, file.FirstSequence - 1) };
        do
        {
            while (reader.TryTake(out ReadOnlySpan<byte> line))
                scan.Take(line, reader);
        }
        while (reader.Fill());

        if (!reader.Rest.IsEmpty)
            scan.NoteFault("its end is missing: the write was interrupted", reader.Number + 1);
        return scan;
    }

    private sealed class Scan
    {
        public string? Fault { get; private set; }

        public long FaultLine { get; private set; }

        public bool FaultIsLast { get; private set; }

        public long GoodLength { get; private set; }

        public long GoodSequence { get; private set; }

        public byte[] Head { get; } = new byte[JournalLine.HashLength];

        /// <summary>No place up to this one may be given again: also whole lines behind the damage had places, and the garbled ones too.</summary>
        public long HighestSequence { get; set; }

        public void Take(ReadOnlySpan<byte> line, LineReader reader)
        {
            string? reason = JournalLine.Check(line, out JournalLine.Links links);
            if (reason is null && GoodLength > 0 && !links.Prev.SequenceEqual(Head))
                reason = "it does not follow the line before it";
            if (reason is null && GoodLength > 0 && links.Sequence <= GoodSequence)
                reason = "its sequence does not rise";
            HighestSequence = Math.Max(HighestSequence + 1, links.Sequence);
            if (reason is not null || Fault is not null)
            {
                NoteFault(reason ?? string.Empty, reader.Number);
                return;
            }

            links.Hash.CopyTo(Head);
            GoodSequence = links.Sequence;
            GoodLength = reader.Offset;
        }

        public void NoteFault(string reason, long line)
        {
            FaultIsLast = Fault is null;
            if (!FaultIsLast)
                return;
            Fault = reason;
            FaultLine = line;
        }
    }
}
