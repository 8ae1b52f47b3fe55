using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Flows;

/// <summary>All states that a net can be in, and what leads from one to the next.</summary>
internal sealed class StateSpace
{
    /// <summary>Most states that are looked at.</summary>
    public const int MaxStates = 200_000;

    private StateSpace(List<Step>[] steps, int final, string[] activities)
    {
        (Steps, Final, Activities) = (steps, final, activities);
        Words = (activities.Length + 63) / 64;
        Possible = new ulong[steps.Length * Words];
        Needed = new ulong[steps.Length * Words];
        FindPossible();
        FindNeeded();
    }

    /// <summary>For each state what can happen; state 0 is the first.</summary>
    public List<Step>[] Steps { get; }

    /// <summary>The state at the end.</summary>
    public int Final { get; }

    /// <summary>The steps that can be seen.</summary>
    public string[] Activities { get; }

    /// <summary>64-bit words for a set of activities.</summary>
    public int Words { get; }

    /// <summary>For each state the activities that can still happen on the way to the end.</summary>
    public ulong[] Possible { get; }

    /// <summary>For each state the activities that must still happen before the end.</summary>
    public ulong[] Needed { get; }

    /// <exception cref="InvalidDataException">The net has too many states, or its end can not be reached.</exception>
    public static StateSpace Of(PetriNet net)
    {
        string[] activities = [.. net.Transitions.Select(static t => t.Activity).OfType<string>().Distinct(StringComparer.Ordinal)];
        int[] labels = [.. net.Transitions.Select(t => t.Activity is null ? -1 : Array.IndexOf(activities, t.Activity))];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var markings = new List<ushort[]>();
        var steps = new List<List<Step>>();
        Number([.. net.Initial.Select(static tokens => (ushort)tokens)]);
        for (int state = 0; state < markings.Count; state++)
        {
            for (int t = 0; t < net.Transitions.Length; t++)
            {
                if (Fired(markings[state], net.Transitions[t]) is { } next)
                    steps[state].Add(new Step(labels[t], Number(next)));
            }
        }

        if (!numbers.TryGetValue(Key([.. net.Final.Select(static tokens => (ushort)tokens)]), out int final))
            throw new InvalidDataException("The net can never reach its final marking.");
        return new StateSpace([.. steps], final, activities);

        int Number(ushort[] marking)
        {
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, Key(marking), out bool known);
            if (known)
                return number;
            if (markings.Count == MaxStates)
                throw new InvalidDataException($"The net has more than {MaxStates} states.");
            number = markings.Count;
            markings.Add(marking);
            steps.Add([]);
            return number;
        }
    }

    private static string Key(ushort[] marking) => new(MemoryMarshal.Cast<ushort, char>(marking));

    private static ushort[]? Fired(ushort[] marking, NetTransition transition)
    {
        var next = (ushort[])marking.Clone();
        foreach (int place in transition.Takes)
        {
            if (next[place]-- == 0)
                return null;
        }

        foreach (int place in transition.Puts)
            next[place]++;
        return next;
    }

    private void FindPossible()
    {
        List<(int From, int Label)>[] back = Backwards();
        for (int label = 0; label < Activities.Length; label++)
        {
            var waiting = new Stack<int>(Enumerable.Range(0, Steps.Length).Where(state => Steps[state].Exists(step => step.Activity == label)));
            while (waiting.TryPop(out int state))
            {
                ref ulong word = ref Possible[(state * Words) + (label / 64)];
                if ((word >> (label % 64) & 1) != 0)
                    continue;
                word |= 1UL << (label % 64);
                foreach ((int from, _) in back[state])
                    waiting.Push(from);
            }
        }
    }

    /// <summary>An activity is needed where the end can not be reached without it.</summary>
    private void FindNeeded()
    {
        List<(int From, int Label)>[] back = Backwards();
        var reached = new bool[Steps.Length];
        for (int label = 0; label < Activities.Length; label++)
        {
            Array.Clear(reached);
            var waiting = new Stack<int>([Final]);
            while (waiting.TryPop(out int state))
            {
                if (reached[state])
                    continue;
                reached[state] = true;
                foreach ((int from, int by) in back[state])
                {
                    if (by != label)
                        waiting.Push(from);
                }
            }

            for (int state = 0; state < reached.Length; state++)
            {
                if (!reached[state])
                    Needed[(state * Words) + (label / 64)] |= 1UL << (label % 64);
            }
        }
    }

    private List<(int From, int Label)>[] Backwards()
    {
        List<(int, int)>[] back = [.. Steps.Select(static _ => new List<(int, int)>())];
        for (int state = 0; state < Steps.Length; state++)
        {
            foreach (Step step in Steps[state])
                back[step.To].Add((state, step.Activity));
        }

        return back;
    }

    /// <param name="Activity">As a place in <see cref="Activities"/>; −1 for a silent step.</param>
    /// <param name="To">The state after it.</param>
    internal readonly record struct Step(int Activity, int To);
}
