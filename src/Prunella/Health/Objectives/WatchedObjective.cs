using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>An objective, its events and its counts.</summary>
internal sealed class WatchedObjective(ServiceObjective objective, IObjectiveFeed feed)
{
    public ServiceObjective Objective => objective;

    public IObjectiveFeed Feed => feed;

    /// <summary>The key under which its counts are kept: those of another window would be others.</summary>
    public string Key => FormattableString.Invariant($"{ObjectiveWatch.Prefix}{objective.Name} {objective.Window}");

    public ObjectiveLedger Ledger { get; } = new(objective);

    /// <summary>Whether health knows its component.</summary>
    public bool IsRegistered { get; private set; }

    /// <summary>What health is to know of it.</summary>
    public ComponentDescription Describe(ComponentName name)
    {
        IsRegistered = true;
        return new ComponentDescription(name)
        {
            Kind = "objective", IsMeasure = true, Requires = ComponentName.TryParse(objective.Component, out ComponentName about) ? [about] : [],
        };
    }
}
