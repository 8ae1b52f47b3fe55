using Prunella.Health;

namespace Prunella.Supervisor;

/// <summary>Makes the probes of a plan.</summary>
internal static class ProbePlans
{
    /// <summary>The names under which the probes of a plan report, in its order.</summary>
    public static IEnumerable<string> Names(ServicePlan service) =>
        service.Probes.Select(static (probe, index) => $"{(probe is ProbePlan.Http ? "http" : "tcp")}-{index + 1}");

    /// <param name="service">The plan.</param>
    /// <param name="isServing">Whether the process is to be judged now: one that starts is not.</param>
    public static IEnumerable<ProbeSchedule> Schedules(ServicePlan service, Func<bool> isServing) =>
        service.Probes.Zip(Names(service), (probe, name) => new ProbeSchedule(name, new ServingProbe(Make(probe), isServing))
        {
            Period = probe.Period, Timeout = probe.Timeout,
        });

    private static IHealthProbe Make(ProbePlan plan) => plan switch
    {
        ProbePlan.Http http => new HttpProbe(http.Url),
        ProbePlan.Tcp tcp => new TcpProbe(tcp.EndPoint),
        _ => throw new ArgumentException($"unknown probe {plan}", nameof(plan)),
    };
}
