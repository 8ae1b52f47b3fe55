using System.Collections.Immutable;
using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;
using Prunella.Telemetry.Flows;

namespace Prunella.Cli.Analyze;

/// <summary>Reads a flow from YAML: a list is a sequence; <c>either</c>, <c>together</c>, <c>optional</c> and <c>repeat</c> are blocks; a text is a step.</summary>
internal sealed class FlowYaml(string path)
{
    private static readonly string[] Keys = ["flow", "steps", "order"], Blocks = ["either", "together", "optional", "repeat"];
    private readonly List<ManifestFault> _faults = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <param name="text">The file.</param>
    /// <param name="name">What the flow is called where the file does not say.</param>
    /// <exception cref="UsageException">It is no flow; the message has a line for each fault, in the form of a compiler.</exception>
    public FlowDeclaration Read(string text, string name)
    {
        YamlValue? document = YamlComposer.Compose(text, _faults);
        ProcessTree? tree = null;
        var patterns = new List<(YamlEntry Entry, ImmutableArray<string> Patterns)>();
        if (document is YamlValue.Map map)
        {
            foreach (YamlEntry entry in map.Entries)
            {
                switch (entry.Key)
                {
                    case "flow" when entry.Value is YamlValue.Text { IsNull: false } given:
                        name = given.Value;
                        break;
                    case "flow":
                        Fault(entry.Value, "flow", $"must be a name, but is {entry.Value.Kind}.");
                        break;
                    case "steps":
                        patterns.AddRange(Steps(entry.Value));
                        break;
                    case "order":
                        tree = Block(entry.Value, "order");
                        break;
                    default:
                        _faults.Add(new(entry.At, entry.Key, $"is no key of a flow; {string.Join(", ", Keys)} are.{Suggestion.For(entry.Key, Keys)}"));
                        break;
                }
            }

            if (!map.Entries.Any(static entry => entry.Key == "order"))
                Fault(map, "", "the key 'order' is missing: the steps, in their order.");
        }
        else if (document is not null)
        {
            Fault(document, "", $"a flow is a mapping with {string.Join(", ", Keys)}, but this is {document.Kind}.");
        }

        foreach ((YamlEntry entry, _) in patterns.Where(one => tree is not null && !_used.Contains(one.Entry.Key)))
            _faults.Add(new(entry.At, $"steps.{entry.Key}", $"does not stand in 'order'.{Suggestion.For(entry.Key, _used)}"));
        if (_faults.Count > 0 || tree is null)
            throw new UsageException(string.Join(Environment.NewLine, _faults.OrderBy(static fault => fault.At).Select(fault => fault.Describe(path))));
        return new FlowDeclaration(name, tree.ToNet()) { Patterns = patterns.ToImmutableDictionary(static one => one.Entry.Key, static one => one.Patterns, StringComparer.Ordinal) };
    }

    private List<(YamlEntry, ImmutableArray<string>)> Steps(YamlValue value)
    {
        var steps = new List<(YamlEntry, ImmutableArray<string>)>();
        if (value is not YamlValue.Map map)
        {
            Fault(value, "steps", $"must be a mapping from a step to what logs and traces call it, but is {value.Kind}.");
            return steps;
        }

        foreach (YamlEntry entry in map.Entries)
        {
            YamlValue[] texts = entry.Value is YamlValue.List list ? [.. list.Items] : [entry.Value];
            if (texts.Length > 0 && texts.All(static one => one is YamlValue.Text { IsNull: false }))
                steps.Add((entry, [.. texts.Cast<YamlValue.Text>().Select(static one => one.Value)]));
            else
                Fault(entry.Value, $"steps.{entry.Key}", "must be the text of a statement, or 'service: operation' in quotes, or a list of such.");
        }

        return steps;
    }

    private ProcessTree Block(YamlValue value, string at)
    {
        switch (value)
        {
            case YamlValue.Text { IsNull: false } step:
                _used.Add(step.Value);
                return new ProcessTree.Step(step.Value);
            case YamlValue.List { Items.Count: > 0 } list:
                return new ProcessTree.Sequence(Items(list, at));
            case YamlValue.Map { Entries: [var entry] }:
                return Block(entry, $"{at}.{entry.Key}");
            default:
                Fault(value, at, $"must be a step, a list of blocks, or one of {string.Join(", ", Blocks)}, but is {(value is YamlValue.Map map ? $"a mapping with {map.Entries.Count} keys" : value is YamlValue.List ? "an empty list" : value.Kind)}.");
                return ProcessTree.Nothing;
        }
    }

    private ProcessTree Block(YamlEntry entry, string at)
    {
        switch (entry.Key)
        {
            case "either" when entry.Value is YamlValue.List { Items.Count: > 1 } list:
                return new ProcessTree.Choice(Items(list, at));
            case "together" when entry.Value is YamlValue.List { Items.Count: > 1 } list:
                return new ProcessTree.Together(Items(list, at));
            case "either" or "together":
                Fault(entry.Value, at, "must be a list of two blocks or more.");
                return ProcessTree.Nothing;
            case "optional":
                return new ProcessTree.Choice([Block(entry.Value, at), ProcessTree.Nothing]);
            case "repeat":
                return new ProcessTree.Loop(Block(entry.Value, at), ProcessTree.Nothing);
            default:
                _faults.Add(new(entry.At, at, $"is no block; {string.Join(", ", Blocks)} are. A step with a colon stands in quotes.{Suggestion.For(entry.Key, Blocks)}"));
                return ProcessTree.Nothing;
        }
    }

    private ImmutableArray<ProcessTree> Items(YamlValue.List list, string at) => [.. list.Items.Select((item, i) => Block(item, $"{at}[{i}]"))];

    private void Fault(YamlValue value, string at, string message) => _faults.Add(new(value.At, at, message));
}
