using System.Text;

namespace Prunella.Telemetry.Templates;

/// <summary>The second pass: puts shapes together that differ only in a value which looks like words.</summary>
/// <remarks>
/// A place of a message is a value when, all else being the same, it takes many forms, or forms that no one writes as text. Each round
/// looks at all shapes at once and changes all that have such a place; rounds go on until nothing changes. Nothing depends on an order.
/// </remarks>
internal static class Refinement
{
    private const int MaxRounds = 12;

    /// <summary>Surer evidence comes first: what it joins is no longer there to mislead the weaker.</summary>
    private static readonly (int Longest, bool Weak)[] Stages = [(1, false), (6, false), (4, true)];

    public static TemplateCatalog Of(IReadOnlyList<Shape> shapes)
    {
        List<Draft> drafts = Group(shapes
            .Where(static shape => shape.Count > 0 && !shape.IsGiven && shape.Key != 0)
            .OrderBy(static shape => shape.Key)
            .Select(static shape => new Draft(shape.Parts, [shape], [])));
        for (int round = 0, stage = 0; round < MaxRounds && stage < Stages.Length; round++)
        {
            int before = drafts.Count;
            drafts = Group(Contexts.Widen(drafts, Stages[stage].Longest, Stages[stage].Weak));
            stage = drafts.Count < before ? 0 : stage + 1;
        }

        return Catalog(shapes, drafts);
    }

    /// <summary>Drafts with the same parts become one, which looks like the one of them with most messages.</summary>
    private static List<Draft> Group(IEnumerable<Draft> drafts) =>
    [
        .. drafts.GroupBy(static draft => draft.Key).Select(static same =>
        {
            Draft[] all = [.. same.OrderByDescending(static draft => draft.Count).ThenBy(static draft => draft.Members[0].Key)];
            return all.Length == 1
                ? all[0]
                : new Draft(
                    all[0].Parts,
                    [.. all.SelectMany(static draft => draft.Members).OrderBy(static shape => shape.Key)],
                    [.. all.SelectMany(static draft => draft.Reasons).Distinct().Order(StringComparer.Ordinal)]);
        }),
    ];

    private static TemplateCatalog Catalog(IReadOnlyList<Shape> shapes, List<Draft> drafts)
    {
        var byKey = new Dictionary<ulong, Template>();
        var templates = new List<Template>();
        // Two drafts may read the same when only white space or the place of a value told them apart.
        foreach (IGrouping<string, Draft> same in drafts.GroupBy(static draft => TemplateText.Of(draft), StringComparer.Ordinal))
        {
            var template = new Template(
                TemplateText.IdOf(same.Key), same.Key, same.Sum(static draft => draft.Count), IsGiven: false,
                [.. same.SelectMany(static draft => draft.Reasons).Distinct().Order(StringComparer.Ordinal)]);
            templates.Add(template);
            foreach (Shape shape in same.SelectMany(static draft => draft.Members))
                byKey[shape.Key] = template;
        }

        foreach (Shape shape in shapes.Where(static shape => shape.Count > 0 && (shape.IsGiven || shape.Key == 0)))
        {
            string text = shape.IsGiven ? shape.Parts[0].Text : "<*>";
            string reason = shape.IsGiven ? "the log itself names this template" : "beyond the limit of skeletons";
            templates.Add(byKey[shape.Key] = new Template(TemplateText.IdOf(text), text, shape.Count, shape.IsGiven, [reason]));
        }

        templates.Sort(static (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Text, b.Text));
        return new TemplateCatalog(templates, byKey);
    }
}
