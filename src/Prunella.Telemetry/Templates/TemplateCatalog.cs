using System.Collections.Frozen;

namespace Prunella.Telemetry.Templates;

/// <summary>The templates of what a miner observed. Immutable.</summary>
public sealed class TemplateCatalog
{
    private readonly FrozenDictionary<ulong, Template> _byKey;

    internal TemplateCatalog(IReadOnlyList<Template> templates, IReadOnlyDictionary<ulong, Template> byKey)
    {
        Templates = templates;
        _byKey = byKey.ToFrozenDictionary();
    }

    /// <summary>All templates, those with most messages first, then by text.</summary>
    public IReadOnlyList<Template> Templates { get; }

    /// <summary>The templates by the keys of their skeletons.</summary>
    internal IReadOnlyDictionary<ulong, Template> BySkeleton => _byKey;

    /// <summary>The template of a skeleton.</summary>
    /// <param name="key">As <see cref="TemplateMiner.KeyOf"/> gives it.</param>
    /// <exception cref="KeyNotFoundException">The skeleton was not among those that the catalog was built of.</exception>
    public Template this[ulong key] => _byKey[key];
}
