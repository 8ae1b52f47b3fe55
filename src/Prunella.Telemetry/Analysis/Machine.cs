using System.Text;

namespace Prunella.Telemetry.Analysis;

/// <summary>The changes of state that a statement told, if they are those of a machine: few states, and most changes often.</summary>
internal static class Machine
{
    private const int MostStates = 24, EnoughOfEach = 5;

    /// <returns>None where it is no machine, as of what goes from any host to any other.</returns>
    public static IReadOnlyList<(string From, string To, ShapeTally Shape, Occurrences? Seen)> ChangesOf(List<ShapeTally> shapes)
    {
        var changes = new List<(string From, string To, ShapeTally Shape, Occurrences? Seen)>();
        foreach (ShapeTally shape in shapes)
        {
            if (shape.States is { IsConstant: true } states)
                changes.Add((Encoding.UTF8.GetString(states.From.Text), Encoding.UTF8.GetString(states.To.Text), shape, null));
            else if (shape.Transitions is { IsFull: true })
                return [];
            else if (shape.Transitions is { } transitions)
                changes.AddRange(transitions.Changes.Where(static one => one.From.Length > 0 && one.To.Length > 0).Select(one => (one.From, one.To, shape, (Occurrences?)one.Seen)));
        }

        int count = changes.SelectMany(static one => new[] { one.From, one.To }).Distinct(StringComparer.Ordinal).Count();
        long times = changes.Sum(static one => one.Seen?.Count ?? one.Shape.Levels.Sum());
        return count <= MostStates && times >= EnoughOfEach * changes.Count ? changes : [];
    }
}
