using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Prunella.Metrics;

/// <summary>The tags of a series: each key once, sorted by key. Equal where keys and values are. Immutable.</summary>
[CollectionBuilder(typeof(SeriesTags), nameof(Of))]
public sealed class SeriesTags : IReadOnlyList<SeriesTag>, IEquatable<SeriesTags>
{
    /// <summary>The longest a key or a value may be, in characters; what is longer is cut.</summary>
    public const int MaxLength = 256;

    private readonly SeriesTag[] _tags;
    private readonly int _hash;

    private SeriesTags(SeriesTag[] sorted)
    {
        _tags = sorted;
        HashCode hash = default;
        foreach (SeriesTag tag in sorted)
            hash.Add(tag);
        _hash = hash.ToHashCode();
    }

    /// <summary>No tags.</summary>
    public static SeriesTags Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _tags.Length;

    /// <inheritdoc/>
    public SeriesTag this[int index] => _tags[index];

    /// <summary>The value of a key; null where there is no such tag.</summary>
    public string? this[string key]
    {
        get
        {
            foreach (SeriesTag tag in _tags)
            {
                if (tag.Key == key)
                    return tag.Value;
            }

            return null;
        }
    }

    /// <summary>Sorts tags and keeps the last value of a key that is there twice.</summary>
    public static SeriesTags Of(params ReadOnlySpan<SeriesTag> tags)
    {
        if (tags.IsEmpty)
            return Empty;
        SortedDictionary<string, string> sorted = new(StringComparer.Ordinal);
        foreach (SeriesTag tag in tags)
            sorted[Cut(tag.Key)] = Cut(tag.Value);
        return new SeriesTags([.. sorted.Select(static pair => new SeriesTag(pair.Key, pair.Value))]);
    }

    /// <summary>The tags of a measurement: values as invariant text, null as the empty text.</summary>
    /// <remarks>Calls <see cref="object.ToString"/> of the values; what that throws, this throws.</remarks>
    public static SeriesTags Of(params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return Empty;
        var texts = new SeriesTag[tags.Length];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = new SeriesTag(tags[i].Key, Text(tags[i].Value));
        return Of(texts);
    }

    /// <summary>These tags and one more; it replaces a tag of the same key.</summary>
    public SeriesTags With(string key, string value) => Of([.. _tags, new SeriesTag(key, value)]);

    /// <inheritdoc/>
    public bool Equals(SeriesTags? other) => other is not null && _hash == other._hash && _tags.AsSpan().SequenceEqual(other._tags);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SeriesTags);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public IEnumerator<SeriesTag> GetEnumerator() => ((IEnumerable<SeriesTag>)_tags).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _tags.GetEnumerator();

    /// <summary><c>{a=1,b=2}</c>, or nothing where there are no tags.</summary>
    public override string ToString() => _tags.Length == 0 ? "" : $"{{{string.Join(',', _tags.Select(static tag => $"{tag.Key}={tag.Value}"))}}}";

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Cut(string? text) => text is null ? "" : text.Length <= MaxLength ? text : text[..MaxLength];
}
