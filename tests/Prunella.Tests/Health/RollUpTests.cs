using FsCheck;
using FsCheck.Fluent;
using Prunella.Health;
using Prunella.Kernel;
using static Prunella.Kernel.HealthState;
using static Prunella.Tests.Health.HealthBench;

namespace Prunella.Tests.Health;

public sealed class RollUpTests
{
    [Theory]
    [InlineData(Failed, Healthy, Critical, true)]
    [InlineData(Failed, Critical, Critical, true)]
    [InlineData(Failed, Failed, Failed, true)]
    [InlineData(Failed, null, Critical, true)]
    [InlineData(Critical, Healthy, Degraded, true)]
    [InlineData(Critical, Failed, Failed, true)]
    [InlineData(Critical, null, Degraded, true)]
    [InlineData(Degraded, Healthy, Degraded, true)]
    [InlineData(Degraded, null, Degraded, true)]
    [InlineData(Degraded, Degraded, Degraded, false)]
    [InlineData(Degraded, Failed, Failed, false)]
    [InlineData(Healthy, Failed, Failed, false)]
    [InlineData(Healthy, Healthy, Healthy, false)]
    [InlineData(Healthy, null, null, false)]
    [InlineData(null, Healthy, Healthy, false)]
    public void What_is_required_counts_by_the_table(HealthState? target, HealthState? own, HealthState? expected, bool symptom)
    {
        RolledUp result = Of([Describe("a", requires: ["b"]), Describe("b")], own, target)[Name("a")];

        Assert.Equal(new RolledUp(expected, symptom ? Name("b") : null), result);
    }

    [Theory]
    [InlineData(Failed, Healthy, Degraded, true)]
    [InlineData(Critical, Healthy, Degraded, true)]
    [InlineData(Failed, null, Degraded, true)]
    [InlineData(Failed, Degraded, Degraded, false)]
    [InlineData(Failed, Failed, Failed, false)]
    [InlineData(Degraded, Healthy, Healthy, false)]
    [InlineData(null, Healthy, Healthy, false)]
    public void What_is_used_counts_by_the_table(HealthState? target, HealthState? own, HealthState? expected, bool symptom)
    {
        RolledUp result = Of([Describe("a", uses: ["b"]), Describe("b")], own, target)[Name("a")];

        Assert.Equal(new RolledUp(expected, symptom ? Name("b") : null), result);
    }

    [Fact]
    public void A_failure_goes_through_a_chain_undiminished_and_names_its_end()
    {
        IReadOnlyDictionary<ComponentName, RolledUp> states =
            Of([Describe("a", requires: ["b"]), Describe("b", requires: ["c"]), Describe("c"), Describe("d", uses: ["a"])], Healthy, Failed, Failed, Healthy);

        Assert.Equal(new RolledUp(Critical, Name("c")), states[Name("a")]);
        Assert.Equal(new RolledUp(Failed, Name("c")), states[Name("b")]);
        Assert.Equal(new RolledUp(Degraded, Name("c")), states[Name("d")]);
    }

    [Fact]
    public void A_ring_has_one_root_the_worst_and_all_of_it_is_hit_from_outside()
    {
        ComponentDescription[] ring = [Describe("a", requires: ["b"]), Describe("b", requires: ["c"]), Describe("c", requires: ["a", "d"]), Describe("d")];

        IReadOnlyDictionary<ComponentName, RolledUp> inside = Of(ring, Critical, Failed, Healthy, Healthy);
        IReadOnlyDictionary<ComponentName, RolledUp> outside = Of(ring, Critical, Failed, Healthy, Failed);

        Assert.Equal(new RolledUp(Critical, Name("b")), inside[Name("a")]);
        Assert.Equal(new RolledUp(Failed, null), inside[Name("b")]);
        Assert.Equal(new RolledUp(Critical, Name("b")), inside[Name("c")]);
        Assert.All(outside.Where(static state => state.Key != Name("d")), static state => Assert.Equal(Name("d"), state.Value.SymptomOf));
        Assert.Equal([Critical, Failed, Critical], outside.Values.Take(3).Select(static state => state.State!.Value));
    }

    [Fact]
    public void The_result_is_never_better_than_the_own_state_and_failed_is_only_who_failed() => Holds(static system =>
    {
        foreach ((ComponentName name, RolledUp result) in system.RollUp())
        {
            Assert.False(result.State > system.OwnOf(name));
            Assert.Equal(system.OwnOf(name) == Failed, result.State == Failed);
            Assert.False(system.OwnOf(name) is not null && result.State is null);
        }
    });

    [Fact]
    public void A_symptom_has_a_root_that_is_in_trouble_of_its_own() => Holds(static system =>
    {
        IReadOnlyDictionary<ComponentName, RolledUp> states = system.RollUp();
        DependencyGraph graph = DependencyGraph.From(system.Components);
        foreach ((ComponentName name, RolledUp result) in states)
        {
            if (result.SymptomOf is not { } root)
            {
                Assert.Equal(system.OwnOf(name), result.State);
                continue;
            }

            Assert.NotEqual(name, root);
            Assert.True(result.State < Healthy);
            Assert.True(states[root].State < Healthy && system.OwnOf(root) == states[root].State);
            Assert.Null(states[root].SymptomOf);
            Assert.Contains(root, graph.DependenciesOf(name));
        }
    });

    [Fact]
    public void Who_requires_an_unhealthy_one_is_a_symptom_unless_it_is_the_root_of_its_ring() => Holds(static system =>
    {
        IReadOnlyDictionary<ComponentName, RolledUp> states = system.RollUp();
        DependencyGraph graph = DependencyGraph.From(system.Components);
        foreach (ComponentDescription component in system.Components)
        {
            if (component.Requires.Any(target => graph.Contains(target) && states[target].State <= Critical) && states[component.Name].SymptomOf is null)
                Assert.True(graph.RingOf(component.Name).Count > 1 && system.OwnOf(component.Name) <= Critical);
        }
    });

    [Fact]
    public void Worse_inputs_never_give_a_better_result() =>
        Prop.ForAll(GraphGen.Systems.ToArbitrary(), Gen.Choose(0, 11).ToArbitrary(), (system, at) =>
        {
            HealthState?[] own = [.. system.Own.Select(static state => state ?? Healthy)];
            HealthState?[] worse = [.. own];
            worse[at % own.Length] = (HealthState)Math.Max(0, (int)own[at % own.Length]!.Value - 1);

            IReadOnlyDictionary<ComponentName, RolledUp> before = system.RollUp(own);
            Assert.All(system.RollUp(worse), result => Assert.True(result.Value.State <= before[result.Key].State));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_registration_does_not_matter() => Holds(static system =>
        Assert.Equal(system.RollUp(), RollUp.Of(DependencyGraph.From(system.Components.Reverse()), system.OwnOf)));

    [Fact]
    public void Step_by_step_gives_what_all_at_once_gives() =>
        Prop.ForAll(GraphGen.Systems.ToArbitrary(), Gen.Choose(0, 11).Zip(GraphGen.OwnState).ListOf().ToArbitrary(), static (system, steps) =>
        {
            DependencyGraph graph = DependencyGraph.From(system.Components);
            HealthState?[] own = [.. system.Own];
            var walk = new RollUpWalk(graph, (system with { Own = own }).OwnOf);
            foreach ((int at, HealthState? state) in steps)
            {
                ComponentName name = Name($"c{at % own.Length}");
                RolledUp[] before = [.. Enumerable.Range(0, graph.Count).Select(node => walk[node])];
                own[at % own.Length] = state;

                IReadOnlyList<int> changed = walk.Update(graph.IndexOf(name), state);

                IReadOnlyDictionary<ComponentName, RolledUp> whole = system.RollUp(own);
                for (int node = 0; node < graph.Count; node++)
                {
                    Assert.Equal(whole[graph.At(node).Name], walk[node]);
                    if (before[node] != walk[node])
                        Assert.Contains(node, changed);
                }
            }
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyDictionary<ComponentName, RolledUp> Of(ComponentDescription[] components, params HealthState?[] own) =>
        RollUp.Of(DependencyGraph.From(components), name => own[Array.FindIndex(components, component => component.Name == name)]);

    private static void Holds(Action<RandomSystem> law) =>
        Prop.ForAll(GraphGen.Systems.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
