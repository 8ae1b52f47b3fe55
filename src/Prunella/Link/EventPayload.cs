using System.Collections.Frozen;
using System.Text.Json;
using Prunella.Journal;

namespace Prunella.Link;

/// <summary>A fact that the process noted in its own journal.</summary>
/// <param name="Time">When it was noted, by the wall clock.</param>
/// <param name="Source">Who noted it.</param>
/// <param name="Event">The fact.</param>
public sealed record EventPayload(DateTimeOffset Time, string Source, JournalEvent Event)
{
    private static readonly FrozenSet<string> Kinds = LinkJson.Default.JournalEvent.PolymorphismOptions!.DerivedTypes
        .Select(static derived => (string)derived.TypeDiscriminator!)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Its JSON.</summary>
    public byte[] ToBytes() => JsonPayload.ToBytes(this, LinkJson.Default.EventPayload);

    /// <summary>Reads it.</summary>
    /// <exception cref="FrameException">
    /// It is no event; with <see cref="FrameFault.UnknownEvent"/> where only its kind is unknown, as with a newer peer.
    /// </exception>
    public static EventPayload Parse(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonPayload.Parse(payload, LinkJson.Default.EventPayload);
        }
        catch (FrameException error) when (HasUnknownKind(payload, out string? kind))
        {
            throw new FrameException(FrameFault.UnknownEvent, $"The kind of event '{kind}' is not known.", error);
        }
    }

    // Asked only about a payload that was refused, so that a good one is read once.
    private static bool HasUnknownKind(ReadOnlySpan<byte> payload, out string? kind)
    {
        kind = null;
        try
        {
            var reader = new Utf8JsonReader(payload);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            kind = document.RootElement.GetProperty("event"u8).GetProperty("kind"u8).GetString();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return false;
        }

        return kind is not null && !Kinds.Contains(kind);
    }
}
