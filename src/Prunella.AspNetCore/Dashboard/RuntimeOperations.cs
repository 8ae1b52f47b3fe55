using Microsoft.Extensions.DependencyInjection;
using Prunella.Journal;
using Prunella.Recovery;
using Prunella.Resilience;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>What may be done to the process the dashboard lives in, as far as its parts are there.</summary>
internal static class RuntimeOperations
{
    public static IEnumerable<IOperationSource> Of(IServiceProvider services)
    {
        if (services.GetService<IJournal>() is not { } journal)
            yield break;
        if (services.GetService<RecoveryManager>() is { } recovery && services.GetService<HealingSwitch>() is { } killSwitch)
            yield return new HealingOperations(recovery, killSwitch, journal);
        if (services.GetService<SelfHealingEngine>() is { } engine)
            yield return new CircuitOperations(engine, journal);
    }
}
