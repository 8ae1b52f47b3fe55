using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Ingest;

namespace Prunella.Telemetry.Analysis;

/// <summary>Tells where a record stands: file and line, of its place among all that was read.</summary>
internal sealed class RecordPlaces(SourceList sources, SourceProgress[] progress)
{
    /// <param name="order">The record's place, as <see cref="LogTally"/> counts it.</param>
    /// <param name="ticks">When it was written; 0 if it does not say.</param>
    /// <param name="text">Its text.</param>
    public RecordEvidence Evidence(long order, long ticks, string text)
    {
        int source = (int)(order >> 44), piece = (int)(order >> 32) & 4095;
        return new RecordEvidence(sources.Sources[source].Name, (order & uint.MaxValue) + progress[source].LinesBefore(piece), ticks > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null, text);
    }
}
