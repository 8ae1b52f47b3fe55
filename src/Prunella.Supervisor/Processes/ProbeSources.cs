namespace Prunella.Supervisor;

/// <summary>The names under which the probes of a plan report.</summary>
internal static class ProbeSources
{
    /// <summary>One name for each probe, in the plan's order.</summary>
    public static IEnumerable<string> Of(ServicePlan plan) =>
        plan.Probes.Select(static (probe, index) => $"{(probe is ProbePlan.Http ? "http" : "tcp")}-{index + 1}");
}
