using Prunella.Health;

namespace Prunella.Supervisor;

/// <summary>Makes the probes of a plan.</summary>
internal static class ProbePlans
{
    /// <param name="service">The plan.</param>
    /// <param name="isServing">Whether the process is to be judged now: one that starts is not.</param>
    public static IEnumerable<ProbeSchedule> Schedules(ServicePlan service, Func<bool> isServing) =>
        service.Probes.Select((probe, index) => new ProbeSchedule(NameOf(probe, index), new ServingProbe(Make(probe), isServing))
        {
            Period = probe.Period, Timeout = probe.Timeout, Grace = probe.Grace,
        });

    private static string NameOf(ProbePlan probe, int index) => $"{(probe is ProbePlan.Http ? "http" : "tcp")}-{index + 1}";

    private static IHealthProbe Make(ProbePlan plan) => plan switch
    {
        ProbePlan.Http http => new HttpProbe(http.Url),
        ProbePlan.Tcp tcp => new TcpProbe(tcp.EndPoint),
        _ => throw new ArgumentException($"unknown probe {plan}", nameof(plan)),
    };
}
