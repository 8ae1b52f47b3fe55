using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Prunella.Kernel;

namespace Prunella.Supervisor.Tests.Plan;

public sealed class SupervisionPlanValidatorTests
{
    public static TheoryData<string, Func<ServicePlan, ServicePlan>> OneFault => new()
    {
        { "services.a: a service name must not contain '#': it marks the instances.", static a => a with { Name = new("a") } with { Name = new("a#1") } },
        { "services.a.command: the command is missing.", static a => a with { Command = [] } },
        { "services.a.command: the command is missing.", static a => a with { Command = [" "] } },
        { "services.a.replicas: must lie in 1 to 64, but is 0.", static a => a with { Replicas = 0 } },
        { "services.a.replicas: must lie in 1 to 64, but is 65.", static a => a with { Replicas = 65 } },
        { "services.a.standby: must lie in 0 to 4, but is 5.", static a => a with { Standby = 5 } },
        { "services.a.standby: must lie in 0 to 4, but is -1.", static a => a with { Standby = -1 } },
        { "services.a.start-timeout: must be positive.", static a => a with { StartTimeout = TimeSpan.Zero } },
        { "services.a.stop.timeout: must be positive.", static a => a with { Stop = new StopPlan { Timeout = TimeSpan.Zero } } },
        { "services.a.stop.signal: 'SIGFOO' is not a signal, as SIGTERM.", static a => a with { Stop = new StopPlan { Signal = "SIGFOO" } } },
        { "services.a.heartbeat.freeze: must be at least 200 ms.", static a => a with { Heartbeat = new HeartbeatLimits { Freeze = TimeSpan.FromMilliseconds(199) } } },
        { "services.a.heartbeat.starvation: must be at least 200 ms.", static a => a with { Heartbeat = new HeartbeatLimits { Starvation = TimeSpan.Zero } } },
        { "services.a.probes[0].period: must be at least 50 ms.", static a => a with { Probes = [new ProbePlan.Http(new Uri("http://x")) { Period = TimeSpan.FromMilliseconds(49) }] } },
        { "services.a.probes[0].grace: must not be negative.", static a => a with { Probes = [new ProbePlan.Http(new Uri("http://x")) { Grace = TimeSpan.FromSeconds(-1) }] } },
        { "services.a.probes[0].timeout: must be positive.", static a => a with { Probes = [new ProbePlan.Http(new Uri("http://x")) { Timeout = TimeSpan.Zero }] } },
        { "services.a.limits.memory: must be positive.", static a => a with { Limits = new ResourceLimits { MemoryBytes = 0 } } },
        { "services.a.limits.cpu: must be positive.", static a => a with { Limits = new ResourceLimits { Cores = -0.5 } } },
        { "services.a.limits.cpu: must be positive.", static a => a with { Limits = new ResourceLimits { Cores = double.NaN } } },
        { "services.a.limits.files: must be positive.", static a => a with { Limits = new ResourceLimits { Files = 0 } } },
        { "services.a.limits.processes: must be positive.", static a => a with { Limits = new ResourceLimits { Processes = -1 } } },
        { "services.a.requires[0]: there is no service 'z'.", static a => a with { Requires = [new("z")] } },
        { "services.a.uses[0]: there is no service 'z'.", static a => a with { Uses = [new("z")] } },
        { "services.a.requires: the services require each other in a circle: a → a.", static a => a with { Requires = [new("a")] } },
        { "services.a.listen[1]: port 80 is taken by services.a.listen[0] already.", static a => a with { Listen = [Port(80), Port(80)] } },
        { "services.a.ready: port 80 is held by the supervisor, so it always accepts: a tcp check tells nothing of the service. Use http or notify.", static a => a with { Listen = [Port(80)], Ready = new Readiness.Tcp(new IPEndPoint(IPAddress.Loopback, 80)) } },
        { "services.a.probes[0]: port 80 is held by the supervisor, so it always accepts: a tcp check tells nothing of the service. Use http or notify.", static a => a with { Listen = [Port(80)], Probes = [new ProbePlan.Tcp(new IPEndPoint(IPAddress.Loopback, 80))] } },
    };

    [Theory]
    [MemberData(nameof(OneFault))]
    public void A_fault_is_told_with_its_place(string expected, Func<ServicePlan, ServicePlan> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);
        PlanError fault = Assert.Single(SupervisionPlanValidator.Validate(PlanOf(spoil(Service("a")))));

        Assert.Equal(expected.Replace("services.a:", "services.a#1:", StringComparison.Ordinal), $"{fault.Path}: {fault.Message}");
    }

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(
        ["project", "services.a.command", "services.a.replicas", "services.a"],
        SupervisionPlanValidator.Validate(PlanOf(Service("a") with { Command = [], Replicas = 0 }, Service("a")) with { Project = "No Name" }).Select(static fault => fault.Path));

    [Fact]
    public void A_plan_without_services_is_refused() =>
        Assert.Equal("services", Assert.Single(SupervisionPlanValidator.Validate(PlanOf())).Path);

    [Fact]
    public void A_port_of_two_services_is_told_at_the_second() => Assert.Equal(
        new PlanError("services.b.listen[0]", "port 80 is taken by services.a.listen[0] already."),
        Assert.Single(SupervisionPlanValidator.Validate(PlanOf(Service("a") with { Listen = [Port(80)] }, Service("b") with { Listen = [Port(80)] }))));

    [Fact]
    public void A_circle_is_found_exactly_where_there_is_one() => Prop.ForAll<(byte From, byte To)[]>(edges =>
    {
        const int Count = 8;
        ILookup<int, int> requires = edges.Take(20).ToLookup(static edge => edge.From % Count, static edge => edge.To % Count);
        ServicePlan[] services = [.. Enumerable.Range(0, Count).Select(i => Service($"s{i}") with { Requires = [.. requires[i].Select(static to => new ComponentName($"s{to}"))] })];
        PlanError? circle = SupervisionPlanValidator.Validate(PlanOf(services)).SingleOrDefault();

        if (circle is null)
            return !HasCircle(requires, Count);
        // What it tells is a circle indeed.
        string[] told = circle.Message[(circle.Message.LastIndexOf(':') + 2)..].TrimEnd('.').Split(" → ");
        return told[0] == told[^1] && told.Zip(told.Skip(1)).All(step => services.Single(service => service.Name.Value == step.First).Requires.Contains(new ComponentName(step.Second)));
    }).QuickCheckThrowOnFailure();

    private static bool HasCircle(ILookup<int, int> requires, int count)
    {
        // Taking away what requires nothing, over and over, leaves the circles.
        HashSet<int> left = [.. Enumerable.Range(0, count)];
        while (left.RemoveWhere(one => !requires[one].Any(left.Contains)) > 0)
        {
        }

        return left.Count > 0;
    }

    private static ServicePlan Service(string name) => new() { Name = new ComponentName(name), Command = ["true"] };

    private static ListenAddress Port(int port) => new(new IPEndPoint(IPAddress.Loopback, port));

    private static SupervisionPlan PlanOf(params ServicePlan[] services) => new() { Project = "shop", Directory = "/", Services = services };
}
