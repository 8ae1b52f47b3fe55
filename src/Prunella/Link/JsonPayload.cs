using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Prunella.Link;

/// <summary>Payloads in JSON: whatever is wrong with one, the reader hears of it by one type of exception.</summary>
internal static class JsonPayload
{
    public static byte[] ToBytes<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    public static T Parse<T>(ReadOnlySpan<byte> payload, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(payload, type) ?? throw new JsonException("null");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The serializer's own type of exception is not the only one: a missing kind, for one, gives NotSupportedException.
            throw new FrameException(FrameFault.Malformed, $"Not a {typeof(T).Name}: {error.Message}", error);
        }
    }
}
