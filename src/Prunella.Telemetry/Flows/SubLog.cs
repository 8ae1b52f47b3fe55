namespace Prunella.Telemetry.Flows;

/// <summary>A part of a log while it is cut: courses with their counts, over some of the activities. Immutable.</summary>
internal sealed class SubLog
{
    private SubLog(List<(int[] Steps, long Count)> courses)
    {
        Courses = courses;
        Activities = [.. courses.SelectMany(static course => course.Steps).Distinct().Order()];
        foreach ((int[] steps, long count) in courses)
        {
            Cases += count;
            Events += count * steps.Length;
            EmptyCases += steps.Length == 0 ? count : 0;
        }
    }

    public IReadOnlyList<(int[] Steps, long Count)> Courses { get; }

    public int[] Activities { get; }

    public long Cases { get; }

    public long Events { get; }

    public long EmptyCases { get; }

    public static SubLog Of(EventLog log) => new([.. log.Variants.Select(static variant => (variant.Steps.ToArray(), variant.Count))]);

    public SubLog WithoutEmpty() => new([.. Courses.Where(static course => course.Steps.Length > 0)]);

    public bool IsOnceInEach(int activity) => Courses.All(course => course.Steps.Count(step => step == activity) == 1);

    /// <summary>What is left of each course of some activities.</summary>
    public SubLog Project(int[] part)
    {
        HashSet<int> kept = [.. part];
        return Joined(Courses.Select(course => (course.Steps.Where(kept.Contains).ToArray(), course.Count)));
    }

    /// <summary>Each course belongs to the part that has most of its steps; the others are noise.</summary>
    public SubLog[] SplitChoice(int[][] parts)
    {
        Dictionary<int, int> partOf = PartOf(parts);
        var split = parts.Select(static _ => new List<(int[], long)>()).ToArray();
        foreach ((int[] steps, long count) in Courses)
        {
            int most = steps.GroupBy(step => partOf[step]).MaxBy(static group => group.Count())?.Key ?? 0;
            split[most].Add(([.. steps.Where(step => partOf[step] == most)], count));
        }

        return [.. split.Select(Joined)];
    }

    /// <summary>Each course is cut where fewest of its steps stand outside their part; those are noise.</summary>
    public SubLog[] SplitSequence(int[][] parts)
    {
        Dictionary<int, int> partOf = PartOf(parts);
        var split = parts.Select(static _ => new List<(int[], long)>()).ToArray();
        foreach ((int[] steps, long count) in Courses)
        {
            int[] ends = Ends([.. steps.Select(step => partOf[step])], parts.Length);
            for (int part = 0, from = 0; part < parts.Length; from = ends[part++])
                split[part].Add(([.. steps[from..ends[part]].Where(step => partOf[step] == part)], count));
        }

        return [.. split.Select(Joined)];
    }

    /// <summary>The first part is the body; each course changes between it and one of the others.</summary>
    public SubLog[] SplitLoop(int[][] parts)
    {
        Dictionary<int, int> partOf = PartOf(parts);
        var split = parts.Select(static _ => new List<(int[], long)>()).ToArray();
        foreach ((int[] steps, long count) in Courses)
        {
            var run = new List<int>();
            int at = 0;
            foreach (int step in steps)
            {
                int part = partOf[step];
                if (part != at)
                {
                    split[at].Add(([.. run], count));
                    if (at != 0 && part != 0)
                        split[0].Add(([], count)); // the body was done between, unseen
                    run.Clear();
                    at = part;
                }

                run.Add(step);
            }

            split[at].Add(([.. run], count));
            if (at != 0)
                split[0].Add(([], count));
        }

        return [.. split.Select(Joined)];
    }

    /// <summary>Cuts courses where a step that ends some is followed by one that begins some.</summary>
    public SubLog SplitRounds(FollowGraph graph)
    {
        var rounds = new List<(int[], long)>();
        foreach ((int[] steps, long count) in Courses)
        {
            int from = 0;
            for (int i = 1; i < steps.Length; i++)
            {
                if (!graph.IsEnd(steps[i - 1]) || !graph.IsStart(steps[i]))
                    continue;
                rounds.Add((steps[from..i], count));
                from = i;
            }

            rounds.Add((steps[from..], count));
        }

        return Joined(rounds);
    }

    // The cheapest places to cut: what stands left of them and belongs right costs one, and the other way round.
    private static int[] Ends(int[] parts, int count)
    {
        int[,] cost = new int[count + 1, parts.Length + 1], from = new int[count + 1, parts.Length + 1];
        for (int i = 1; i <= parts.Length; i++)
            cost[0, i] = parts.Length + 1;
        for (int part = 0; part < count; part++)
        {
            for (int end = 0; end <= parts.Length; end++)
            {
                // Either this part ends here with one step more, or it is empty and the one before ended here.
                (cost[part + 1, end], from[part + 1, end]) = (cost[part, end], end);
                if (end > 0 && cost[part + 1, end - 1] + (parts[end - 1] == part ? 0 : 1) < cost[part + 1, end])
                    (cost[part + 1, end], from[part + 1, end]) = (cost[part + 1, end - 1] + (parts[end - 1] == part ? 0 : 1), from[part + 1, end - 1]);
            }
        }

        int[] ends = new int[count];
        for (int part = count - 1, end = parts.Length; part >= 0; part--)
        {
            ends[part] = end;
            end = from[part + 1, end];
        }

        return ends;
    }

    private static Dictionary<int, int> PartOf(int[][] parts) => parts.Index().SelectMany(static part => part.Item.Select(activity => (activity, part.Index))).ToDictionary();

    private static SubLog Joined(IEnumerable<(int[] Steps, long Count)> courses)
    {
        var joined = new Dictionary<string, (int[] Steps, long Count)>(StringComparer.Ordinal);
        foreach ((int[] steps, long count) in courses)
        {
            string key = string.Join(',', steps);
            joined[key] = (steps, count + (joined.TryGetValue(key, out (int[], long Count) known) ? known.Count : 0));
        }

        return new SubLog([.. joined.Values]);
    }
}
