namespace Prunella.Telemetry.Flows;

/// <summary>What follows what in a part of a log, and the cuts that it allows. Immutable.</summary>
internal sealed class FollowGraph
{
    private readonly int[] _activities;
    private readonly Dictionary<(int From, int To), long> _edges;
    private readonly Dictionary<int, long> _starts, _ends;

    private FollowGraph(int[] activities, Dictionary<(int, int), long> edges, Dictionary<int, long> starts, Dictionary<int, long> ends) =>
        (_activities, _edges, _starts, _ends) = (activities, edges, starts, ends);

    public static FollowGraph Of(SubLog log)
    {
        var edges = new Dictionary<(int, int), long>();
        Dictionary<int, long> starts = [], ends = [];
        foreach ((int[] steps, long count) in log.Courses)
        {
            if (steps.Length == 0)
                continue;
            starts[steps[0]] = starts.GetValueOrDefault(steps[0]) + count;
            ends[steps[^1]] = ends.GetValueOrDefault(steps[^1]) + count;
            for (int i = 1; i < steps.Length; i++)
                edges[(steps[i - 1], steps[i])] = edges.GetValueOrDefault((steps[i - 1], steps[i])) + count;
        }

        return new FollowGraph(log.Activities, edges, starts, ends);
    }

    public bool IsStart(int activity) => _starts.ContainsKey(activity);

    public bool IsEnd(int activity) => _ends.ContainsKey(activity);

    /// <summary>Without what follows a step, or ends after it, less often than this share of what does most.</summary>
    public FollowGraph WithoutRare(double noise)
    {
        var most = new Dictionary<int, long>();
        foreach (((int from, _), long count) in _edges)
            most[from] = Math.Max(most.GetValueOrDefault(from), count);
        foreach ((int from, long count) in _ends)
            most[from] = Math.Max(most.GetValueOrDefault(from), count);
        double least = _starts.Values.DefaultIfEmpty().Max() * noise, leastEnd = _ends.Values.DefaultIfEmpty().Max() * noise;
        return new FollowGraph(
            _activities,
            _edges.Where(edge => edge.Value >= noise * most[edge.Key.From]).ToDictionary(),
            _starts.Where(start => start.Value >= least).ToDictionary(),
            _ends.Where(end => end.Value >= leastEnd).ToDictionary());
    }

    /// <summary>Parts between which nothing leads.</summary>
    public int[][] Exclusive() => Groups(_activities, (a, b) => Leads(a, b) || Leads(b, a));

    /// <summary>Parts of which each leads to all later ones and none back, in their order.</summary>
    public int[][] Ordered()
    {
        HashSet<(int, int)> reach = Reach();
        bool Reaches(int a, int b) => reach.Contains((a, b));
        // Together are those that lead to each other, and those of which neither leads to the other.
        int[][] parts = Groups(_activities, (a, b) => Reaches(a, b) == Reaches(b, a));
        if (parts.Length < 2)
            return [];
        Array.Sort(parts, (a, b) => a == b ? 0 : Reaches(a[0], b[0]) ? -1 : 1);
        for (int i = 1; i < parts.Length; i++)
        {
            if (!parts[i - 1].All(a => parts[i].All(b => Reaches(a, b))))
                return []; // the order is not whole
        }

        return parts;
    }

    /// <summary>Parts in which all follow all of the others, each with a start and an end.</summary>
    public int[][] Parallel()
    {
        List<int[]> parts = [.. Groups(_activities, (a, b) => !Leads(a, b) || !Leads(b, a))];
        while (parts.Count > 1 && parts.Find(part => !part.Any(IsStart) || !part.Any(IsEnd)) is { } lacking)
        {
            parts.Remove(lacking);
            int whole = parts.FindIndex(part => part.Any(IsStart) && part.Any(IsEnd));
            parts[Math.Max(0, whole)] = [.. parts[Math.Max(0, whole)], .. lacking];
        }

        return [.. parts];
    }

    /// <summary>The body, which has the starts and the ends, and what leads from its ends to its starts again.</summary>
    public int[][] Looped()
    {
        HashSet<int> body = [.. _activities.Where(activity => IsStart(activity) || IsEnd(activity))];
        int[] outside = [.. _activities.Where(activity => !body.Contains(activity))];
        if (outside.Length == 0 || body.Count == 0)
            return [];
        var again = new List<int[]>();
        foreach (int[] part in Groups(outside, (a, b) => Leads(a, b) || Leads(b, a)))
        {
            // Entered from ends alone, and from all of them; left to starts alone, and to all of them.
            int[] entries = [.. part.Where(to => body.Any(from => Leads(from, to)))], exits = [.. part.Where(from => body.Any(to => Leads(from, to)))];
            bool belongs = entries.Length > 0 && exits.Length > 0
                && entries.All(to => body.All(from => Leads(from, to) == IsEnd(from)))
                && exits.All(from => body.All(to => Leads(from, to) == IsStart(to)));
            if (belongs)
                again.Add(part);
            else
                body.UnionWith(part);
        }

        return again.Count == 0 ? [] : [[.. body], .. again];
    }

    private bool Leads(int a, int b) => _edges.ContainsKey((a, b));

    private HashSet<(int, int)> Reach()
    {
        ILookup<int, int> next = _edges.Keys.ToLookup(static edge => edge.From, static edge => edge.To);
        var reach = new HashSet<(int, int)>();
        foreach (int from in _activities)
        {
            var waiting = new Stack<int>(next[from]);
            while (waiting.TryPop(out int at))
            {
                if (!reach.Add((from, at)))
                    continue;
                foreach (int to in next[at])
                    waiting.Push(to);
            }
        }

        return reach;
    }

    // Those that are joined, directly or by others.
    private static int[][] Groups(int[] activities, Func<int, int, bool> joined)
    {
        var left = new List<int>(activities);
        var groups = new List<int[]>();
        while (left.Count > 0)
        {
            var group = new List<int> { left[0] };
            left.RemoveAt(0);
            for (int i = 0; i < group.Count; i++)
            {
                int one = group[i];
                group.AddRange(left.Where(other => joined(one, other)));
                left.RemoveAll(group.Contains);
            }

            group.Sort();
            groups.Add([.. group]);
        }

        return [.. groups];
    }
}
