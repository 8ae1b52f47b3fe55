namespace Prunella.Architecture.Reading;

/// <summary>A place where code in one namespace uses something of another one.</summary>
internal sealed record NamespaceUse(string From, string To, string Path, int Line, string Name)
{
    public override string ToString() => $"{Path}:{Line}: {From} uses {Name} of {To}";
}
