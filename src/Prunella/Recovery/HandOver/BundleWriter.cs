using System.Text;
using System.Text.Json;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Writes bundles to <c>bundles/&lt;incident&gt;/</c> and keeps no more than allowed. Waits for the disk: call it off the loop.</summary>
internal sealed class BundleWriter(string stateDirectory, RecoveryOptions options, IJournalReader? reader, IScrubber scrubber)
{
    private const int MaxPart = 1 << 20;
    private const int MaxEntries = 1000;
    private const string Unfinished = ".unfinished";
    private readonly string _root = Path.Combine(Path.GetFullPath(stateDirectory), "bundles");
    private readonly Lock _lock = new();
    private bool _ended;

    public string FolderOf(IncidentId incident) => Path.Combine(_root, incident.Value);

    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Write(Bundle bundle)
    {
        string journal = JournalOf(bundle.Incident.Id);
        lock (_lock)
        {
            if (_ended)
                return;
            // A reader never sees half a bundle: it gets its name once it is complete.
            string final = FolderOf(bundle.Incident.Id);
            string folder = final + Unfinished;
            Remove(folder);
            _ = Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "incident.json"), JsonSerializer.Serialize(bundle.Incident, RecoveryJson.Default.Incident));
            File.WriteAllText(Path.Combine(folder, "evidence.txt"), scrubber.Scrub(EvidenceStory.Tell(bundle)));
            File.WriteAllText(Path.Combine(folder, "journal.jsonl"), journal);
            File.WriteAllText(Path.Combine(folder, "health.txt"), scrubber.Scrub(EvidenceStory.TellHealth(bundle)));
            foreach (BundlePart part in bundle.Parts)
                File.WriteAllText(Path.Combine(folder, $"{FileNameOf(part.Name)}.txt"), scrubber.Scrub(part.Text.Length > MaxPart ? part.Text[^MaxPart..] : part.Text));
            Remove(final);
            Directory.Move(folder, final);
            Prune();
        }
    }

    /// <summary>Writes nothing from now on; a bundle that is being written is finished first.</summary>
    public void End()
    {
        lock (_lock)
            _ended = true;
    }

    private string JournalOf(IncidentId incident)
    {
        if (reader is null)
            return string.Empty;
        using var late = new CancellationTokenSource();
        Task<string> reading = ReadAsync(reader, incident, late.Token);
        try
        {
            if (reading.Wait(options.EvidenceTimeout))
                return reading.Result;
            late.Cancel();
            return "the journal did not answer in time";
        }
        catch (AggregateException error)
        {
            return $"the journal could not be read: {error.GetBaseException().Message}";
        }
    }

    private static async Task<string> ReadAsync(IJournalReader reader, IncidentId incident, CancellationToken cancellationToken)
    {
        var lines = new StringBuilder();
        await foreach (JournalEntry entry in reader.QueryAsync(new JournalQuery { Incident = incident, Last = MaxEntries }, cancellationToken))
            _ = lines.Append(LineOf(entry)).Append('\n');
        return lines.ToString();
    }

    private static string LineOf(JournalEntry entry)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteNumber("seq"u8, entry.Sequence);
            writer.WriteString("time"u8, entry.Time);
            writer.WriteString("source"u8, entry.Source);
            writer.WritePropertyName("event"u8);
            JournalJson.Write(writer, entry.Event);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
    }

    private void Prune()
    {
        DirectoryInfo[] old = [.. new DirectoryInfo(_root).GetDirectories().OrderByDescending(static folder => folder.CreationTimeUtc).Skip(options.KeptBundles)];
        foreach (DirectoryInfo folder in old)
            folder.Delete(recursive: true);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string FileNameOf(string name) =>
        "evidence-" + string.Concat(name.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
}
