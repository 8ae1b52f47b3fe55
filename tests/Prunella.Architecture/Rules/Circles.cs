using Prunella.Architecture.Reading;

namespace Prunella.Architecture.Rules;

/// <summary>Circles among the namespaces of one package.</summary>
internal static class Circles
{
    /// <summary>The circles, each as <c>A -> B -> A</c> with a place for every arrow; none where the namespaces form a directed acyclic graph.</summary>
    public static IReadOnlyList<string> In(IEnumerable<NamespaceUse> uses, string package)
    {
        ILookup<string, NamespaceUse> arrows = uses
            .Where(use => IsOf(use.From, package) && IsOf(use.To, package))
            .DistinctBy(static use => (use.From, use.To))
            .ToLookup(static use => use.From);
        List<string> circles = [];
        HashSet<string> done = [];
        foreach (string start in arrows.Select(static group => group.Key).Order(StringComparer.Ordinal))
            Visit(start, []);
        return circles;

        void Visit(string name, List<NamespaceUse> path)
        {
            int begin = path.FindIndex(use => use.From == name);
            if (begin >= 0)
            {
                circles.Add(Describe(path[begin..]));
                return;
            }

            if (!done.Contains(name))
            {
                foreach (NamespaceUse use in arrows[name])
                    Visit(use.To, [.. path, use]);
            }

            _ = done.Add(name);
        }
    }

    private static string Describe(List<NamespaceUse> circle) =>
        $"{string.Join(" -> ", circle.Select(static use => use.From))} -> {circle[0].From}\n  {string.Join("\n  ", circle)}";

    private static bool IsOf(string name, string package) => name == package || name.StartsWith(package + ".", StringComparison.Ordinal);
}
