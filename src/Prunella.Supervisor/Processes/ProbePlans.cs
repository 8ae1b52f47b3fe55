using Prunella.Health;

namespace Prunella.Supervisor;

/// <summary>Makes the probes of a plan.</summary>
internal static class ProbePlans
{
    /// <param name="service">The plan.</param>
    /// <param name="isServing">Whether the process is to be judged now: one that starts is not.</param>
    public static IEnumerable<ProbeSchedule> Schedules(ServicePlan service, Func<bool> isServing) => [];
}
