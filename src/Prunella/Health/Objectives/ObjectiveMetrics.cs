using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>What is measured of objectives.</summary>
internal static class ObjectiveMetrics
{
    private static readonly ConditionalWeakTable<IObjectives, object> Watches = [];

    private static readonly ObservableGauge<double> BudgetLeft = PrunellaTelemetry.Meter.CreateObservableGauge(
        "prunella.objective.budget_left", static () => Of(static status => status.BudgetLeft), "1", "The share of an objective's error budget that is left.");

    private static readonly ObservableGauge<double> BurnRate = PrunellaTelemetry.Meter.CreateObservableGauge(
        "prunella.objective.burn_rate", static () => Of(static status => status.BurnRates[0].Rate), "1", "How many times too fast an error budget burns, in the shortest window.");

    /// <summary>Shows the objectives of a watch from now on, for as long as it lives.</summary>
    public static void Publish(IObjectives objectives)
    {
        System.Diagnostics.Debug.Assert(BudgetLeft is not null && BurnRate is not null, "the gauges live as long as the type");
        _ = Watches.TryAdd(objectives, objectives);
    }

    private static IEnumerable<Measurement<double>> Of(Func<ObjectiveStatus, double> value) =>
        from watch in Watches
        from status in watch.Key.Current
        select new Measurement<double>(value(status), new KeyValuePair<string, object?>("prunella.objective", status.Name));
}
