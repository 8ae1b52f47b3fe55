namespace Prunella.Cli.Manifest;

/// <summary>A YAML node that knows where it stands. A closed hierarchy.</summary>
internal abstract record YamlValue(Position At)
{
    /// <summary>What it is called in messages.</summary>
    public abstract string Kind { get; }

    internal sealed record Text(Position At, string Value, bool Quoted) : YamlValue(At)
    {
        public override string Kind => IsNull ? "empty" : "a text";

        public bool IsNull => !Quoted && Value is ("" or "~" or "null");
    }

    internal sealed record List(Position At, IReadOnlyList<YamlValue> Items) : YamlValue(At)
    {
        public override string Kind => "a list";
    }

    internal sealed record Map(Position At, IReadOnlyList<YamlEntry> Entries) : YamlValue(At)
    {
        public override string Kind => "a mapping";
    }
}
