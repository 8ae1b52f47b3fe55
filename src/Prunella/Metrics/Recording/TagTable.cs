namespace Prunella.Metrics;

/// <summary>Finds the recorder of a set of tags. Readers take no lock and make no garbage; writers hold the owner's lock.</summary>
internal sealed class TagTable
{
    private const int FirstSize = 8;

    private Entry?[] _slots = new Entry?[FirstSize];

    /// <summary>How many sets of tags are in it, those that only differ in spelling counted apart.</summary>
    public int Count { get; private set; }

    public Recorder? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        uint hash = TagHash.Of(tags);
        Entry?[] slots = Volatile.Read(ref _slots);
        for (uint at = hash & (uint)(slots.Length - 1); slots[at] is { } entry; at = (at + 1) & (uint)(slots.Length - 1))
        {
            if (entry.Hash == hash && TagHash.AreEqual(entry.Tags, tags))
                return entry.Recorder;
        }

        return null;
    }

    /// <summary>Adds a set of tags that is not in it.</summary>
    public void Add_NeedsLock(ReadOnlySpan<KeyValuePair<string, object?>> tags, Recorder recorder)
    {
        // At most half full, so that a search soon meets an empty slot.
        if (++Count * 2 > _slots.Length)
        {
            var larger = new Entry?[_slots.Length * 2];
            foreach (Entry? entry in _slots)
            {
                if (entry is not null)
                    Put(larger, entry);
            }

            Volatile.Write(ref _slots, larger);
        }

        Put(_slots, new Entry(TagHash.Of(tags), tags.ToArray(), recorder));
    }

    private static void Put(Entry?[] slots, Entry entry)
    {
        uint at = entry.Hash & (uint)(slots.Length - 1);
        while (slots[at] is not null)
            at = (at + 1) & (uint)(slots.Length - 1);
        Volatile.Write(ref slots[at], entry);
    }

    private sealed class Entry(uint hash, KeyValuePair<string, object?>[] tags, Recorder recorder)
    {
        public readonly uint Hash = hash;
        public readonly KeyValuePair<string, object?>[] Tags = tags;
        public readonly Recorder Recorder = recorder;
    }
}
