using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>The ledgers of all components, and the budget of the whole.</summary>
internal sealed class Ledgers(RecoveryOptions options, TimeProvider time)
{
    private const int Many = 1024;
    private readonly Dictionary<ComponentName, ComponentLedger> _ledgers = [];

    public TokenBucket Global { get; } = new(options.GlobalBudget, options.BudgetPeriod, time);

    public ComponentLedger Of(ComponentName component)
    {
        if (_ledgers.TryGetValue(component, out ComponentLedger? ledger))
            return ledger;
        if (_ledgers.Count >= Many)
            Prune();
        return _ledgers[component] = new ComponentLedger(options, time);
    }

    public void Take(ComponentName component)
    {
        _ = Of(component).Budget.TryTake();
        _ = Global.TryTake();
    }

    public void GiveBack(ComponentName component)
    {
        Of(component).Budget.GiveBack();
        Global.GiveBack();
    }

    /// <summary>What is left of those budgets that are not full.</summary>
    public IReadOnlyDictionary<ComponentName, int> Used() => _ledgers
        .Where(static entry => entry.Value.Budget.Left < entry.Value.Budget.Capacity)
        .ToDictionary(static entry => entry.Key, static entry => entry.Value.Budget.Left);

    // Components come and go by name (replicas, units); what says nothing any more is let go.
    private void Prune()
    {
        foreach ((ComponentName name, _) in _ledgers.Where(static entry => entry.Value.IsBlank).ToArray())
            _ = _ledgers.Remove(name);
    }
}
