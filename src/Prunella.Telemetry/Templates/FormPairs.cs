namespace Prunella.Telemetry.Templates;

/// <summary>Which two forms take turns in places of different statements: there they are values, and not two wordings.</summary>
internal sealed class FormPairs
{
    private const int MostForms = 24;
    private readonly Dictionary<(ulong, ulong), List<Context>> _contexts = [];

    public static FormPairs Of(IEnumerable<Context> contexts)
    {
        var pairs = new FormPairs();
        foreach (Context context in contexts.Where(static context => context.Places.Count <= MostForms))
        {
            foreach ((ulong, ulong) pair in In(context))
            {
                if (!pairs._contexts.TryGetValue(pair, out List<Context>? list))
                    pairs._contexts.Add(pair, list = []);
                if (list.Count < MostForms)
                    list.Add(context);
            }
        }

        return pairs;
    }

    /// <summary>Whether two of the forms take turns in a context unlike this one.</summary>
    public bool AlsoElsewhere(Context context) => context.Places.Count <= MostForms
        && In(context).Any(pair => _contexts[pair].Exists(context.IsUnlike));

    private static IEnumerable<(ulong, ulong)> In(Context context)
    {
        for (int i = 0; i < context.Places.Count; i++)
        {
            for (int k = i + 1; k < context.Places.Count; k++)
            {
                if (context.Places[i].IsValue || context.Places[k].IsValue)
                    continue;
                (ulong a, ulong b) = (context.Places[i].Form, context.Places[k].Form);
                yield return a < b ? (a, b) : (b, a);
            }
        }
    }
}
