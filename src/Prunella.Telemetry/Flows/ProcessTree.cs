using System.Collections.Immutable;

namespace Prunella.Telemetry.Flows;

/// <summary>A block-structured flow: each block has one way in and one way out. A closed hierarchy, immutable.</summary>
/// <remarks>Source: Leemans, Fahland, van der Aalst, "Discovering block-structured process models from event logs", Petri Nets 2013.</remarks>
public abstract record ProcessTree
{
    private ProcessTree()
    {
    }

    /// <summary>Nothing that is seen.</summary>
    public static ProcessTree Nothing { get; } = new Silent();

    /// <summary>The flow as places and transitions.</summary>
    public PetriNet ToNet()
    {
        var builder = new NetBuilder();
        int first = builder.Place(), last = builder.Place();
        Build(builder, first, last);
        return builder.Net(first, last);
    }

    private protected abstract void Build(NetBuilder net, int from, int to);

    /// <summary>A step that is seen.</summary>
    /// <param name="Activity">What it is called.</param>
    public sealed record Step(string Activity) : ProcessTree
    {
        /// <inheritdoc/>
        public override string ToString() => Activity;

        private protected override void Build(NetBuilder net, int from, int to) => net.Transition(Activity, from, to);
    }

    /// <summary>One after the other.</summary>
    /// <param name="Blocks">In their order.</param>
    public sealed record Sequence(ImmutableArray<ProcessTree> Blocks) : ProcessTree
    {
        /// <inheritdoc/>
        public override string ToString() => $"({string.Join(" → ", Blocks)})";

        private protected override void Build(NetBuilder net, int from, int to)
        {
            for (int i = 0; i < Blocks.Length; i++)
            {
                int next = i == Blocks.Length - 1 ? to : net.Place();
                Blocks[i].Build(net, from, next);
                from = next;
            }
        }
    }

    /// <summary>One of several.</summary>
    /// <param name="Blocks">In any order.</param>
    public sealed record Choice(ImmutableArray<ProcessTree> Blocks) : ProcessTree
    {
        /// <inheritdoc/>
        public override string ToString() => $"({string.Join(" | ", Blocks)})";

        private protected override void Build(NetBuilder net, int from, int to)
        {
            foreach (ProcessTree block in Blocks)
                block.Build(net, from, to);
        }
    }

    /// <summary>All of several, in any order or at once.</summary>
    /// <param name="Blocks">In any order.</param>
    public sealed record Together(ImmutableArray<ProcessTree> Blocks) : ProcessTree
    {
        /// <inheritdoc/>
        public override string ToString() => $"({string.Join(" + ", Blocks)})";

        private protected override void Build(NetBuilder net, int from, int to)
        {
            int[] starts = [.. Blocks.Select(_ => net.Place())], ends = [.. Blocks.Select(_ => net.Place())];
            net.Transition(null, [from], starts);
            for (int i = 0; i < Blocks.Length; i++)
                Blocks[i].Build(net, starts[i], ends[i]);
            net.Transition(null, ends, [to]);
        }
    }

    /// <summary>Once or more often.</summary>
    /// <param name="Body">What is done first, and again after each time.</param>
    /// <param name="Again">What is done between two times.</param>
    public sealed record Loop(ProcessTree Body, ProcessTree Again) : ProcessTree
    {
        /// <inheritdoc/>
        public override string ToString() => $"({Body} ↺ {Again})";

        private protected override void Build(NetBuilder net, int from, int to)
        {
            int before = net.Place(), after = net.Place();
            net.Transition(null, from, before);
            Body.Build(net, before, after);
            Again.Build(net, after, before);
            net.Transition(null, after, to);
        }
    }

    private sealed record Silent : ProcessTree
    {
        public override string ToString() => "nothing";

        private protected override void Build(NetBuilder net, int from, int to) => net.Transition(null, from, to);
    }
}
