namespace Prunella.Health;

/// <summary>Strongly connected groups of a directed graph, by Tarjan's algorithm with a stack of its own in place of recursion.</summary>
internal static class StrongGroups
{
    /// <returns>The groups, each after all that its members point at.</returns>
    public static int[][] Of(int count, Func<int, int[]> targets)
    {
        var groups = new List<int[]>();
        int[] order = new int[count]; // 0: not visited
        int[] lowest = new int[count];
        bool[] waiting = new bool[count];
        var path = new Stack<(int Node, int Next)>();
        var members = new Stack<int>();
        int visited = 0;

        for (int start = 0; start < count; start++)
        {
            if (order[start] == 0)
                path.Push((start, 0));
            while (path.TryPop(out (int Node, int Next) step))
            {
                (int node, int next) = step;
                if (next == 0)
                {
                    order[node] = lowest[node] = ++visited;
                    members.Push(node);
                    waiting[node] = true;
                }
                else
                {
                    // Back from the target before: what can be reached from there, can be reached from here.
                    int done = targets(node)[next - 1];
                    if (waiting[done])
                        lowest[node] = Math.Min(lowest[node], lowest[done]);
                }

                if (next < targets(node).Length)
                {
                    path.Push((node, next + 1));
                    if (order[targets(node)[next]] == 0)
                        path.Push((targets(node)[next], 0));
                }
                else if (lowest[node] == order[node])
                {
                    groups.Add(Close(node, members, waiting));
                }
            }
        }

        return [.. groups];
    }

    private static int[] Close(int root, Stack<int> members, bool[] waiting)
    {
        var group = new List<int>();
        int member;
        do
        {
            member = members.Pop();
            waiting[member] = false;
            group.Add(member);
        }
        while (member != root);
        return [.. group];
    }
}
