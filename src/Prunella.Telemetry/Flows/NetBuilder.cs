using System.Collections.Immutable;

namespace Prunella.Telemetry.Flows;

/// <summary>Puts a net together.</summary>
internal sealed class NetBuilder
{
    private readonly ImmutableArray<NetTransition>.Builder _transitions = ImmutableArray.CreateBuilder<NetTransition>();
    private int _places;

    public int Place() => _places++;

    public void Transition(string? activity, int from, int to) => Transition(activity, [from], [to]);

    public void Transition(string? activity, ReadOnlySpan<int> takes, ReadOnlySpan<int> puts) => _transitions.Add(new NetTransition(activity, [.. takes], [.. puts]));

    /// <summary>The net with one token in <paramref name="first"/> at the start, and one in <paramref name="last"/> at the end.</summary>
    public PetriNet Net(int first, int last)
    {
        int[] initial = new int[_places], final = new int[_places];
        initial[first] = final[last] = 1;
        return new PetriNet(_places, _transitions.ToImmutable(), [.. initial], [.. final]);
    }
}
