using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>How the state of what a component depends on counts for the component. A pure function of the graph and of each component's own state.</summary>
/// <remarks>
/// <para>The state of a component is the worst of its own state and of these ceilings:</para>
/// <list type="table">
/// <listheader><term>arrow, and state of its target</term><description>ceiling; is the component a symptom of the target's root?</description></listheader>
/// <item><term>requires, Failed</term><description>Critical; always</description></item>
/// <item><term>requires, Critical because something it requires in turn, however far, has failed</term><description>Critical; always</description></item>
/// <item><term>requires, Critical otherwise</term><description>Degraded; always</description></item>
/// <item><term>requires, Degraded</term><description>Degraded; only if its own state is Healthy or unknown</description></item>
/// <item><term>uses, Failed or Critical</term><description>Degraded; only if its own state is Healthy or unknown</description></item>
/// <item><term>uses, Degraded; any, Healthy or not yet observed</term><description>none</description></item>
/// </list>
/// <para>
/// "Always" holds where its own state is as bad or worse, too: while a required root is Critical or Failed, whatever is wrong with a dependant
/// is taken for its symptom, and is judged anew once the root is well. The root is the end of the chain, never itself a symptom. Of several
/// causes the lowest ceiling counts, then a certain one before a possible one, then the first name.
/// </para>
/// <para>
/// Components that require each other in a ring are one group: a cause from outside counts for each member; without one, the member whose own
/// state is the worst (then the first name) is the root of the others. What a member does to the others, it does across the whole ring.
/// </para>
/// <para>
/// Laws, kept by tests: never better than the own state; worse inputs never give a better result; a symptom has a root that is not healthy and
/// no symptom; Failed is only who failed by its own sources; the order of registration does not matter.
/// </para>
/// </remarks>
public static class RollUp
{
    /// <summary>The state of every component of <paramref name="graph"/>.</summary>
    /// <param name="graph">Who depends on whom.</param>
    /// <param name="own">The own state of a component; null where it is not yet observed.</param>
    public static IReadOnlyDictionary<ComponentName, RolledUp> Of(DependencyGraph graph, Func<ComponentName, HealthState?> own)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(own);
        var walk = new RollUpWalk(graph, own);
        var states = new SortedDictionary<ComponentName, RolledUp>();
        for (int node = 0; node < graph.Count; node++)
            states.Add(graph.At(node).Name, walk[node]);
        return states;
    }

    /// <summary>What a required component does to those that require it, whatever their own state is.</summary>
    internal static Cause? CertainCause(ComponentName target, Standing standing) => standing.State switch
    {
        HealthState.Failed => new Cause(HealthState.Critical, standing.Root ?? target),
        HealthState.Critical => new Cause(standing.Blocked ? HealthState.Critical : HealthState.Degraded, standing.Root ?? target),
        _ => null,
    };

    /// <summary>What a required component does to those that are well by themselves.</summary>
    internal static Cause? PossibleCauseByRequiring(ComponentName target, Standing standing) =>
        standing.State == HealthState.Degraded ? new Cause(HealthState.Degraded, standing.Root ?? target) : null;

    /// <summary>What a used component does to those that are well by themselves.</summary>
    internal static Cause? PossibleCauseByUsing(ComponentName target, Standing standing) =>
        standing.State <= HealthState.Critical ? new Cause(HealthState.Degraded, standing.Root ?? target) : null;

    /// <summary>The state of a component under a cause.</summary>
    internal static Standing Under(Cause? cause, HealthState? own) => cause is not { } given
        ? new Standing(own, null, Blocked: false)
        : new Standing(own < given.Ceiling ? own : given.Ceiling, given.Root, given.Ceiling == HealthState.Critical);

    /// <summary>The cause that counts of two.</summary>
    internal static Cause? Graver(Cause? one, Cause? other)
    {
        if (one is not { } first)
            return other;
        if (other is not { } second)
            return one;
        int order = first.Ceiling.CompareTo(second.Ceiling);
        if (order == 0)
            order = first.Root.CompareTo(second.Root);
        return order <= 0 ? first : second;
    }

    /// <summary>A reason why a component can be no better than <paramref name="Ceiling"/>.</summary>
    internal readonly record struct Cause(HealthState Ceiling, ComponentName Root);

    /// <summary>An intermediate result. Blocked: something that it requires, however far, has failed.</summary>
    internal readonly record struct Standing(HealthState? State, ComponentName? Root, bool Blocked);
}
