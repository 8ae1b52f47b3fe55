using FsCheck;
using FsCheck.Fluent;
using Prunella.Health;
using Prunella.Kernel;
using static Prunella.Tests.Health.HealthBench;

namespace Prunella.Tests.Health;

public sealed class DependencyGraphTests
{
    [Fact]
    public void What_is_required_comes_in_an_earlier_layer_and_independent_ones_share_one()
    {
        DependencyGraph graph = DependencyGraph.From([
            Describe("gateway", requires: ["orders", "users"]), Describe("orders", requires: ["db"]), Describe("users", requires: ["db"]), Describe("db"),
        ]);

        Assert.Equal([Names("db"), Names("orders", "users"), Names("gateway")], graph.Layers);
    }

    [Fact]
    public void Those_that_require_each_other_are_one_ring_in_one_layer()
    {
        DependencyGraph graph = DependencyGraph.From([
            Describe("a", requires: ["b"]), Describe("b", requires: ["c"]), Describe("c", requires: ["a", "db"]), Describe("db"), Describe("front", requires: ["b"]),
        ]);

        Assert.Equal([Names("db"), Names("a", "b", "c"), Names("front")], graph.Layers);
        Assert.Equal([Names("a", "b", "c")], graph.Rings);
        Assert.Equal(Names("a", "b", "c"), graph.RingOf(Name("b")));
    }

    [Fact]
    public void A_ring_that_closes_over_a_use_is_none()
    {
        DependencyGraph graph = DependencyGraph.From([Describe("a", requires: ["b"]), Describe("b", uses: ["a"])]);

        Assert.Empty(graph.Rings);
        Assert.Equal([Names("b"), Names("a")], graph.Layers);
    }

    [Fact]
    public void An_unknown_target_is_listed_and_counts_for_nothing()
    {
        DependencyGraph graph = DependencyGraph.From([Describe("a", requires: ["ghost"])]);

        Assert.Equal(Names("ghost"), graph.Missing);
        Assert.Equal([Names("a")], graph.Layers);
        Assert.Empty(graph.DependantsOf(Name("ghost")));
    }

    [Fact]
    public void Near_and_far_dependants_and_dependencies_are_found()
    {
        DependencyGraph graph = DependencyGraph.From([
            Describe("gateway", requires: ["orders"]), Describe("orders", requires: ["db"], uses: ["cache"]), Describe("db"), Describe("cache"),
        ]);

        Assert.Equal(Names("orders"), graph.DependantsOf(Name("db"), transitive: false));
        Assert.Equal(Names("gateway", "orders"), graph.DependantsOf(Name("cache")));
        Assert.Empty(graph.RequirersOf(Name("cache")));
        Assert.Equal(Names("cache", "db", "orders"), graph.DependenciesOf(Name("gateway")));
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_is_no_matter_of_stack()
    {
        DependencyGraph graph = DependencyGraph.From(Enumerable.Range(0, 100_000)
            .Select(i => Describe($"c{i}", requires: i == 0 ? [] : [$"c{i - 1}"])));

        Assert.Equal(100_000, graph.Layers.Count);
        Assert.Equal(99_999, graph.RequirersOf(Name("c0")).Count);
    }

    [Fact]
    public void Layers_agree_with_the_arrows_and_rings_with_reachability_in_any_graph() =>
        Prop.ForAll(GraphGen.Systems.ToArbitrary(), system =>
        {
            DependencyGraph graph = DependencyGraph.From(system.Components);
            Dictionary<ComponentName, int> layer = graph.Layers.SelectMany((names, at) => names.Select(name => (name, at))).ToDictionary();
            Assert.Equal(system.Components.Count, layer.Count);
            foreach (ComponentDescription component in system.Components)
            {
                foreach (ComponentName target in component.Requires.Where(graph.Contains))
                {
                    bool back = graph.RequirersOf(component.Name).Contains(target);
                    Assert.Equal(back, graph.RingOf(component.Name).Contains(target));
                    Assert.True(back ? layer[target] == layer[component.Name] : layer[target] < layer[component.Name]);
                }
            }
        }).QuickCheckThrowOnFailure();
}
