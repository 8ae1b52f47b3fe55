using Prunella.Health;
using Prunella.Journal;

namespace Prunella.Recovery;

/// <summary>Tier 7: gives an incident to a person, with all the evidence. Belongs to the loop; what waits for a disk runs off it.</summary>
internal sealed class HandOverDesk(RecoveryParts parts, RecoveryOptions options, RecoveryMetrics metrics)
{
    private readonly BundleWriter? _writer = options.StateDirectory is { } state ? new BundleWriter(state, options, parts.JournalReader, parts.Scrubber) : null;

    /// <summary>Hands over at once; the bundle follows as soon as its evidence is collected.</summary>
    public void HandOver(OpenIncident open, string reason)
    {
        open.Enter(IncidentPhase.Resting);
        string? folder = _writer?.FolderOf(open.Id);
        if (folder is not null)
            open.Bundled(folder);
        _ = parts.Journal.Append(new IncidentHandedOver { Component = open.Component, Incident = open.Id, Reason = reason, Bundle = folder });
        parts.Logger.HandedOver(open.Component, open.Id, reason);
        metrics.HandedOver();
        if (_writer is not null)
            _ = BundleAsync(_writer, open.Picture, reason);
    }

    /// <summary>Writes no further bundle; one that is being written is finished first. What it lacks is in the journal.</summary>
    public void End() => _writer?.End();

    private async Task BundleAsync(BundleWriter writer, Incident incident, string reason)
    {
        try
        {
            SystemHealth health = parts.Health.Current;
            Task<BundlePart>[] collected = [.. parts.Evidence.Select(source => CollectAsync(source, incident))];
            var found = new List<BundlePart>(collected.Length);
            foreach (Task<BundlePart> part in collected)
                found.Add(await part);
            parts.OffLoop(() => Write(writer, new Bundle(incident, reason, health, found)));
        }
        catch (Exception error)
        {
            parts.NoteFault($"the bundle of incident {incident.Id}", error);
        }
    }

    private async Task<BundlePart> CollectAsync(IEvidenceSource source, Incident incident)
    {
        try
        {
            return new BundlePart(source.Name, await parts.Loop.WithinAsync(options.EvidenceTimeout, token => source.CollectAsync(incident, token)));
        }
        catch (Exception error)
        {
            return new BundlePart(source.Name, $"This evidence could not be had: {error.Message}");
        }
    }

    private void Write(BundleWriter writer, Bundle bundle)
    {
        try
        {
            writer.Write(bundle);
        }
        catch (Exception error)
        {
            parts.NoteFault($"the bundle of incident {bundle.Incident.Id}", error);
        }
    }
}
