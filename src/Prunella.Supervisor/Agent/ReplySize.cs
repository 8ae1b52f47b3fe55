using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Prunella.Link;

namespace Prunella.Supervisor;

/// <summary>Keeps a reply within one frame.</summary>
internal static class ReplySize
{
    // What stands around the list takes the rest: an incident has at most 64 lines of evidence.
    private const int Room = Frame.MaxPayload * 3 / 4;

    /// <summary>The first of <paramref name="items"/>, as many as fit.</summary>
    public static IEnumerable<T> Fitting<T>(IEnumerable<T> items, JsonTypeInfo<T> type)
    {
        int size = 0;
        foreach (T item in items)
        {
            size += JsonSerializer.SerializeToUtf8Bytes(item, type).Length + 1;
            if (size > Room)
                yield break;
            yield return item;
        }
    }
}
