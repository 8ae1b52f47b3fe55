using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Prunella.Cli.Manifest;

/// <summary>Builds the values of one YAML document from the events of the parser.</summary>
/// <remarks>
/// Not YamlDotNet's own representation model: that stops at the first double key, and recurses without a bound. Depth and number of
/// values are bounded here, expanded aliases counted in, so that no file can exhaust the stack or the memory.
/// </remarks>
internal sealed class YamlComposer
{
    private const int MaxDepth = 32;
    private const int MaxValues = 100_000;

    private readonly IParser _parser;
    private readonly List<ManifestFault> _faults;
    private readonly Dictionary<string, (YamlValue Value, int Size)> _anchors = new(StringComparer.Ordinal);
    private int _values;

    private YamlComposer(IParser parser, List<ManifestFault> faults)
    {
        _parser = parser;
        _faults = faults;
    }

    /// <summary>Reads the one document of <paramref name="text"/>; null where it is no YAML, or empty. What is wrong is added to <paramref name="faults"/>.</summary>
    public static YamlValue? Compose(string text, List<ManifestFault> faults)
    {
        var composer = new YamlComposer(new Parser(new Scanner(new StringReader(text), skipComments: true)), faults);
        try
        {
            return composer.Document();
        }
        catch (YamlException error)
        {
            faults.Add(YamlSyntax.FaultOf(error, text));
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // The parser lets these out for a few kinds of broken input, without a place.
            faults.Add(new(Position.Start, string.Empty, $"this is not YAML: {error.Message}"));
            return null;
        }
    }

    private YamlValue? Document()
    {
        _ = _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _faults.Add(new(Position.Start, string.Empty, "the file is empty."));
            return null;
        }

        YamlValue value = Value(depth: 0);
        _ = _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out _))
            _faults.Add(new(PositionOf(_parser.Current!.Start), string.Empty, "there must be only one document in the file."));
        return value;
    }

    private YamlValue Value(int depth)
    {
        Position at = PositionOf(_parser.Current!.Start);
        if (depth > MaxDepth)
            throw new YamlException(_parser.Current.Start, _parser.Current.End, $"values are nested more than {MaxDepth} deep");
        Count(1, _parser.Current);

        if (_parser.Accept<AnchorAlias>(out _))
            return Alias(_parser.Consume<AnchorAlias>());

        int before = _values;
        string? anchor = _parser.Current is NodeEvent { Anchor.IsEmpty: false } node ? node.Anchor.Value : null;
        YamlValue value =
            _parser.TryConsume<MappingStart>(out _) ? Map(at, depth) :
            _parser.TryConsume<SequenceStart>(out _) ? List(at, depth) :
            TextOf(_parser.Consume<Scalar>(), at);
        if (anchor is not null)
            _anchors[anchor] = (value, _values - before + 1);
        return value;
    }

    private YamlValue Alias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out (YamlValue Value, int Size) target))
            throw new YamlException(alias.Start, alias.End, $"there is no anchor '&{alias.Value.Value}' before this place");
        Count(target.Size, alias);
        return target.Value;
    }

    private YamlValue.List List(Position at, int depth)
    {
        var items = new List<YamlValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Value(depth + 1));
        return new(at, items);
    }

    private YamlValue.Map Map(Position at, int depth)
    {
        var entries = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        var merged = new List<YamlEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            YamlValue key = Value(depth + 1);
            YamlValue value = Value(depth + 1);
            if (key is not YamlValue.Text text)
                _faults.Add(new(key.At, string.Empty, $"a key must be a text, but is {key.Kind}."));
            else if (text is { Value: "<<", Quoted: false })
                merged.AddRange(Merged(value));
            else if (!entries.TryAdd(text.Value, new(key.At, text.Value, value)))
                _faults.Add(new(key.At, string.Empty, $"the key '{text.Value}' is written twice; the first stands in line {entries[text.Value].At.Line}."));
        }

        foreach (YamlEntry entry in merged)
            _ = entries.TryAdd(entry.Key, entry);
        return new(at, [.. entries.Values]);
    }

    // The merge key of YAML 1.1: what it brings counts only where the mapping does not say otherwise.
    private IEnumerable<YamlEntry> Merged(YamlValue value)
    {
        switch (value)
        {
            case YamlValue.Map map:
                return map.Entries;
            case YamlValue.List list when list.Items.All(static item => item is YamlValue.Map):
                return list.Items.Cast<YamlValue.Map>().SelectMany(static map => map.Entries);
            default:
                _faults.Add(new(value.At, string.Empty, $"'<<' must name a mapping, but is {value.Kind}."));
                return [];
        }
    }

    private void Count(int values, ParsingEvent at)
    {
        if ((_values += values) > MaxValues)
            throw new YamlException(at.Start, at.End, $"there are more than {MaxValues} values, aliases counted in");
    }

    private static YamlValue.Text TextOf(Scalar scalar, Position at) => new(at, scalar.Value, scalar.Style is not ScalarStyle.Plain);

    private static Position PositionOf(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
