using System.Text;

namespace Prunella.Journal;

/// <summary>Follows a chain through its files until the first broken link.</summary>
internal sealed class ChainWalk(IJournalFiles files, JournalAnchor? expected, CancellationToken cancellationToken)
{
    private readonly byte[] _head = new byte[JournalLine.HashLength];
    private readonly List<JournalBreak> _breaks = [];
    private bool _anchorSeen;
    private bool _cut;
    private long _missing;
    private long _entries;
    private int _files;
    private long _firstSequence;
    private long _lastSequence;
    private DateTimeOffset? _firstTime;
    private DateTimeOffset? _lastTime;
    private JournalFault? _fault;

    /// <returns>Whether the file is whole.</returns>
    public bool TakeFile(JournalFileName file)
    {
        Stream stream;
        try
        {
            stream = files.OpenRead(file.Name);
        }
        catch (FileNotFoundException) when (_entries == 0)
        {
            return true; // deleted as too old since it was listed
        }

        using (stream)
        {
            var reader = new LineReader(stream);
            do
            {
                while (reader.TryTake(out ReadOnlySpan<byte> line))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (TakeLine(file, reader.Number, line) is { } reason)
                        return Fail(file, reader.Number, reason);
                }
            }
            while (reader.Fill());

            if (!reader.Rest.IsEmpty)
                return Fail(file, reader.Number + 1, "its end is missing: the write was interrupted, or goes on just now");
        }

        _files++;
        return true;
    }

    public JournalVerification Finish()
    {
        if (_fault is null && expected is not null && !_anchorSeen)
        {
            string range = _entries == 0 ? "there is none" : $"there are {_firstSequence} to {_lastSequence}";
            _fault = new JournalFault(string.Empty, 0, $"entry {expected.Sequence} was expected, but {range}");
        }

        return new JournalVerification
        {
            Fault = _fault,
            Breaks = _breaks,
            Files = _files,
            Entries = _entries,
            Missing = _missing,
            BeginningIsCut = _cut,
            FirstSequence = _firstSequence,
            FirstTime = _firstTime,
            LastTime = _lastTime,
            Head = _entries == 0 ? null : new JournalAnchor(_lastSequence, Encoding.ASCII.GetString(_head)),
        };
    }

    private string? TakeLine(JournalFileName file, long number, ReadOnlySpan<byte> line)
    {
        string? reason = JournalLine.Check(line, out JournalLine.Links links) ?? CheckLinks(file, number, line, links);
        if (reason is not null)
            return reason;
        if (expected?.Sequence == links.Sequence)
        {
            _anchorSeen = true;
            if (expected.Hash is { } hash && hash != Encoding.ASCII.GetString(links.Hash))
                return "its hash is another than expected";
        }

        if (_entries++ == 0)
        {
            _firstSequence = links.Sequence;
            _firstTime = JournalLine.ReadTime(line);
        }

        links.Hash.CopyTo(_head);
        _lastSequence = links.Sequence;
        _lastTime = JournalLine.ReadTime(line);
        return null;
    }

    private string? CheckLinks(JournalFileName file, long number, ReadOnlySpan<byte> line, JournalLine.Links links)
    {
        if (number == 1 && links.Sequence != file.FirstSequence)
            return "its sequence is not that of the file's name";
        bool begins = links.Prev.SequenceEqual(JournalLine.Genesis);
        if (_entries == 0)
            _cut = !begins;
        if (begins && (_entries > 0 || links.Sequence > 1))
            return NoteBreak(file, number, line, links);
        if (_entries == 0)
            return null;
        if (!links.Prev.SequenceEqual(_head))
            return number == 1 ? "it does not follow the last line of the file before: lines or a file are missing" : "it does not follow the line before it";
        if (links.Sequence <= _lastSequence)
            return "its sequence does not rise";
        _missing += links.Sequence - _lastSequence - 1;
        return null;
    }

    private string? NoteBreak(JournalFileName file, long number, ReadOnlySpan<byte> line, JournalLine.Links links)
    {
        if (number != 1 || JournalLine.ReadEntry(line)?.Event is not JournalDamaged damage)
            return "the chain begins anew here, and nothing says why";
        if (_entries > 0 && links.Sequence <= _lastSequence)
            return "its sequence does not rise";
        _breaks.Add(new JournalBreak(file.Name, links.Sequence, damage));
        _missing += _entries > 0 ? links.Sequence - _lastSequence - 1 : 0;
        return null;
    }

    private bool Fail(JournalFileName file, long line, string reason)
    {
        _fault = new JournalFault(file.Name, line, reason);
        return false;
    }
}
