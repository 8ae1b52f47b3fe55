using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Journal;
using Prunella.Testing;

namespace Prunella.Tests.Journal;

/// <summary>A real directory for a journal, gone after the test.</summary>
internal sealed class JournalFolder : IDisposable
{
    public JournalFolder()
    {
        Directory.CreateDirectory(Path);
        Disk = new FaultyFiles(new DiskFiles(Path));
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"prunella-journal-{Guid.NewGuid():N}");

    public ManualClock Clock { get; } = new();

    public FaultyFiles Disk { get; }

    /// <summary>Small files, so that a few entries rotate; below what users may choose.</summary>
    public JournalOptions Options { get; set; } = new() { MaxFileBytes = 1500, MaxTotalBytes = 1 << 30, Source = "test" };

    public EventJournal Open() => EventJournal.Open(Options with { Directory = Path }, Disk, Clock, NullLogger.Instance);

    public JournalVerification Verify(JournalAnchor? expected = null) => JournalVerifier.Verify(Path, expected);

    public string[] Files(string pattern = "*.jsonl") => [.. Directory.GetFiles(Path, pattern).Order(StringComparer.Ordinal)];

    public async Task<byte[][]> Fill(int count)
    {
        await using (EventJournal journal = Open())
        {
            for (int i = 1; i <= count; i++)
                _ = journal.Append(Fact(i));
        }

        return [.. Files().Select(File.ReadAllBytes)];
    }

    public static CircuitChanged Fact(int number) => new() { Circuit = $"c{number}", From = "closed", To = "open", Reason = "ten of ten calls failed" };

    public static async Task<List<JournalEntry>> All(EventJournal journal, JournalQuery? query = null)
    {
        List<JournalEntry> entries = [];
        await foreach (JournalEntry entry in journal.QueryAsync(query ?? new JournalQuery()))
            entries.Add(entry);
        return entries;
    }

    public void Dispose()
    {
        Disk.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
