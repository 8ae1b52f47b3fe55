using Prunella.Architecture.Reading;

namespace Prunella.Architecture.Rules;

/// <summary>The arrows that code draws against those a table allows. Each fault is one readable line.</summary>
internal static class Arrows
{
    /// <summary>Wrong arrows between the stages of the core: the namespaces one level below <paramref name="root"/>.</summary>
    public static IEnumerable<string> BetweenStages(IEnumerable<NamespaceUse> uses, string root, ArrowTable table) =>
        from use in uses
        let user = StageOf(use.From, root)
        let used = StageOf(use.To, root)
        where user is not null && used is not null && user != used && !table.Allows(user, used)
        select use.ToString();

    /// <summary>Namespaces of the core that belong to no stage of the table.</summary>
    public static IEnumerable<string> UnknownStages(Package core, ArrowTable table) =>
        SourceRules.Namespaces(core).Select(name => StageOf(name, core.Name) ?? name).Distinct()
            .Where(stage => !table.Names.Contains(stage))
            .Select(static stage => $"{stage} is no namespace of docs/architecture.md");

    /// <summary>Wrong references between packages.</summary>
    public static IEnumerable<string> BetweenPackages(IEnumerable<Package> packages, ArrowTable table) =>
        from package in packages
        from reference in package.References
        where !table.Allows(package.Name, reference)
        select $"{package.Name} references {reference}";

    // Prunella.Journal.Files belongs to Journal; Prunella itself is the composition.
    private static string? StageOf(string name, string root) =>
        name == root ? root
        : name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0]
        : null;
}
