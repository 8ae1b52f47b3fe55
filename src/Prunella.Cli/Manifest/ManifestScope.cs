using System.Globalization;
using System.Net;
using Prunella.Kernel;
using Prunella.Supervisor;

namespace Prunella.Cli.Manifest;

/// <summary>Reads typed values from YAML; collects every fault, and where each value stands.</summary>
/// <remarks>A reader that finds a fault notes it and gives null; the caller goes on with the default, so that all faults are told at once.</remarks>
internal sealed class ManifestScope(Func<string, string?> environment)
{
    private readonly Dictionary<string, Position> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _misspelt = new(StringComparer.Ordinal);

    public List<ManifestFault> Faults { get; } = [];

    /// <summary>Gives the value of an environment variable; null where it is not set.</summary>
    public Func<string, string?> Environment => environment;

    public void Fault(Position at, string path, string message) => Faults.Add(new(at, path, message));

    /// <summary>Where the value at <paramref name="path"/> stands, or the nearest that holds it.</summary>
    public Position PositionOf(string path)
    {
        for (string inner = path; inner.Length > 0; inner = inner[..Math.Max(0, inner.LastIndexOfAny(['.', '[']))])
        {
            if (_positions.TryGetValue(inner, out Position at))
                return at;
        }

        return _positions.GetValueOrDefault(string.Empty, Position.Start);
    }

    /// <summary>The text that was read at <paramref name="path"/>; null where none was.</summary>
    public string? TextAt(string path) => _texts.GetValueOrDefault(path);

    /// <summary>The entries of a mapping, whose keys anyone may choose.</summary>
    public IReadOnlyList<YamlEntry>? Entries(YamlValue value, string path)
    {
        _ = _positions.TryAdd(path, value.At);
        if (value is not YamlValue.Map map)
        {
            Fault(value.At, path, $"must be a mapping, but is {value.Kind}.");
            return null;
        }

        foreach (YamlEntry entry in map.Entries)
            _ = _positions.TryAdd(Join(path, entry.Key), entry.At);
        return map.Entries;
    }

    /// <summary>Whether a key that is missing was probably written wrongly, which has been told.</summary>
    public bool IsMisspelt(string path) => _misspelt.Contains(path);

    /// <summary>The values of a mapping by key; keys that are not in <paramref name="known"/> are faults.</summary>
    public Dictionary<string, YamlValue>? Keys(YamlValue value, string path, IReadOnlyCollection<string> known)
    {
        if (Entries(value, path) is not { } entries)
            return null;
        var values = new Dictionary<string, YamlValue>(StringComparer.Ordinal);
        foreach (YamlEntry entry in entries)
        {
            if (known.Contains(entry.Key, StringComparer.Ordinal))
                values[entry.Key] = entry.Value;
            // Keys that begin with x- hold what anchors are taken from, and mean nothing themselves.
            else if (!entry.Key.StartsWith("x-", StringComparison.Ordinal))
            {
                if (Suggestion.Nearest(entry.Key, known) is { } meant)
                    _ = _misspelt.Add(Join(path, meant));
                Fault(entry.At, Join(path, entry.Key), $"there is no such key.{Suggestion.For(entry.Key, known)}");
            }
        }

        return values;
    }

    /// <summary>The items of a list; a lone text counts as a list of one.</summary>
    public IReadOnlyList<YamlValue>? Items(YamlValue value, string path)
    {
        _ = _positions.TryAdd(path, value.At);
        switch (value)
        {
            case YamlValue.List list:
                return list.Items;
            case YamlValue.Text { IsNull: false } text:
                return [text];
            default:
                Fault(value.At, path, $"must be a list, but is {value.Kind}.");
                return null;
        }
    }

    public string? Text(YamlValue value, string path)
    {
        _positions[path] = value.At;
        if (value is not YamlValue.Text { IsNull: false } text)
        {
            Fault(value.At, path, value is YamlValue.Text ? "has no value." : $"must be a text, but is {value.Kind}.");
            return null;
        }

        if (Variables.Substitute(text.Value, environment, out string result) is { } fault)
        {
            Fault(value.At, path, fault);
            return null;
        }

        _texts[path] = result;
        return result;
    }

    public TimeSpan? Duration(YamlValue value, string path) =>
        Parse<TimeSpan>(value, path, Quantity.TryDuration, "is not a duration of at most a day, as 500ms, 2s, 1m30s or 1h.");

    public long? Bytes(YamlValue value, string path) =>
        Parse<long>(value, path, Quantity.TryBytes, "is not a size, as 512M or 1.5G.");

    public int? Integer(YamlValue value, string path) =>
        Parse(value, path, static (string text, out int number) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number), "is not a whole number.");

    public long? Count(YamlValue value, string path) =>
        Parse(value, path, static (string text, out long number) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number), "is not a whole number.");

    public double? Number(YamlValue value, string path) =>
        Parse(value, path, static (string text, out double number) =>
            double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number), "is not a number.");

    /// <summary>A share of a whole, as <c>99.9%</c>.</summary>
    public double? Share(YamlValue value, string path) =>
        Parse<double>(value, path, Quantity.TryShare, "is not a share, as 99.9%.");

    /// <summary>A number of days, as <c>30d</c>.</summary>
    public TimeSpan? Days(YamlValue value, string path) =>
        Parse<TimeSpan>(value, path, Quantity.TryDays, "is not a number of days, as 30d.");

    public ComponentName? Name(YamlValue value, string path) =>
        Parse(value, path, static (string text, out ComponentName name) => ComponentName.TryParse(text, out name), NameRule);

    public ListenAddress? Address(YamlValue value, string path)
    {
        if (Text(value, path) is not { } text)
            return null;
        if (ListenAddress.TryParse(text, out ListenAddress? address))
            return address;
        Fault(value.At, path, $"'{text}' is not an address, as 5101, 127.0.0.1:5101 or '*:5101'.");
        return null;
    }

    public IPEndPoint? EndPoint(YamlValue value, string path) => Address(value, path)?.EndPoint;

    public Uri? Url(YamlValue value, string path)
    {
        if (Text(value, path) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme == Uri.UriSchemeHttp)
            return url;
        Fault(value.At, path, $"'{text}' is not an address that begins with http://.");
        return null;
    }

    public const string NameRule = "is not a name: a-z 0-9 . _ - only, beginning with a letter or a digit.";

    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private delegate bool TryParse<T>(string text, out T value);

    private T? Parse<T>(YamlValue value, string path, TryParse<T> parse, string fault)
        where T : struct
    {
        if (Text(value, path) is not { } text)
            return null;
        if (parse(text, out T result))
            return result;
        Fault(value.At, path, $"'{text}' {fault}");
        return null;
    }
}
