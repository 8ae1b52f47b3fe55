namespace Prunella.Cli.Manifest;

/// <summary>A key of a mapping and its value.</summary>
internal sealed record YamlEntry(Position At, string Key, YamlValue Value);
