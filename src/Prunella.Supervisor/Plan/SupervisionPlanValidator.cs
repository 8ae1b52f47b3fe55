using System.Net;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor;

/// <summary>Tells whether a plan can be carried out, before anything is started.</summary>
public static class SupervisionPlanValidator
{
    /// <summary>Every fault of the plan at once; empty where it has none.</summary>
    public static IReadOnlyList<PlanError> Validate(SupervisionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var errors = new List<PlanError>();
        if (!ComponentName.TryParse(plan.Project, out _))
            errors.Add(new("project", $"'{plan.Project}' is not a name: a-z 0-9 . _ - and / only, beginning with a letter or a digit."));
        if (plan.RestartIntensity < 0)
            errors.Add(new("restart-intensity", $"must not be negative, but is {plan.RestartIntensity}."));
        if (plan.Services.Count == 0)
            errors.Add(new("services", "there must be at least one service."));

        foreach (ServicePlan service in plan.Services)
            errors.AddRange(Values(service));
        errors.AddRange(Names(plan));
        errors.AddRange(Dependencies(plan));
        errors.AddRange(Ports(plan));
        errors.AddRange(Telemetry(plan));
        return errors;
    }

    private static IEnumerable<PlanError> Values(ServicePlan service)
    {
        string at = $"services.{service.Name}";
        if (service.Name.Value.Contains('#', StringComparison.Ordinal))
            yield return new(at, "a service name must not contain '#': it marks the instances.");
        if (service.Command.Count == 0 || string.IsNullOrWhiteSpace(service.Command[0]))
            yield return new($"{at}.command", "the command is missing.");
        if (service.Replicas is < 1 or > 64)
            yield return new($"{at}.replicas", $"must lie in 1 to 64, but is {service.Replicas}.");
        if (service.Standby is < 0 or > 4)
            yield return new($"{at}.standby", $"must lie in 0 to 4, but is {service.Standby}.");
        if (service.StartTimeout <= TimeSpan.Zero)
            yield return new($"{at}.start-timeout", "must be positive.");
        if (service.Stop.Timeout <= TimeSpan.Zero)
            yield return new($"{at}.stop.timeout", "must be positive.");
        if (!Signals.TryParse(service.Stop.Signal, out _))
            yield return new($"{at}.stop.signal", $"'{service.Stop.Signal}' is not a signal, as SIGTERM.");
        if (service.Heartbeat is { } beat)
        {
            if (beat.Freeze < TimeSpan.FromMilliseconds(200))
                yield return new($"{at}.heartbeat.freeze", "must be at least 200 ms.");
            if (beat.Starvation < TimeSpan.FromMilliseconds(200))
                yield return new($"{at}.heartbeat.starvation", "must be at least 200 ms.");
        }

        if (service.Ready is Readiness.Tcp ready && Holds(service, ready.EndPoint))
            yield return new($"{at}.ready", HeldPort(ready.EndPoint));
        for (int i = 0; i < service.Probes.Count; i++)
        {
            if (service.Probes[i] is ProbePlan.Tcp tcp && Holds(service, tcp.EndPoint))
                yield return new($"{at}.probes[{i}]", HeldPort(tcp.EndPoint));
            if (service.Probes[i].Period < TimeSpan.FromMilliseconds(50))
                yield return new($"{at}.probes[{i}].period", "must be at least 50 ms.");
            if (service.Probes[i].Timeout <= TimeSpan.Zero)
                yield return new($"{at}.probes[{i}].timeout", "must be positive.");
            if (service.Probes[i].Grace < TimeSpan.Zero)
                yield return new($"{at}.probes[{i}].grace", "must not be negative.");
        }

        for (int i = 0; i < service.Objectives.Count; i++)
        {
            foreach ((string key, string fault) in ObjectiveOptionsValidator.Faults(service.Objectives[i]))
                yield return new($"{at}.objectives[{i}]", $"{key.ToLowerInvariant()} {fault}");
        }

        for (int i = 0; i < service.Certificates.Count; i++)
        {
            if (service.Certificates[i].WarnBefore < TimeSpan.Zero)
                yield return new($"{at}.certificates[{i}].warn-before", "must not be negative.");
        }

        foreach ((string name, double value) in Limits(service.Limits))
        {
            if (!(value > 0)) // NaN, too
                yield return new($"{at}.limits.{name}", "must be positive.");
        }
    }

    private static bool Holds(ServicePlan service, IPEndPoint endPoint) => service.Listen.Any(held => held.EndPoint.Port == endPoint.Port);

    private static string HeldPort(IPEndPoint endPoint) =>
        $"port {endPoint.Port} is held by the supervisor, so it always accepts: a tcp check tells nothing of the service. Use http or notify.";

    private static IEnumerable<(string Name, double Value)> Limits(ResourceLimits limits)
    {
        if (limits.MemoryBytes is { } memory)
            yield return ("memory", memory);
        if (limits.Cores is { } cores)
            yield return ("cpu", cores);
        if (limits.Files is { } files)
            yield return ("files", files);
        if (limits.Processes is { } processes)
            yield return ("processes", processes);
    }

    private static IEnumerable<PlanError> Names(SupervisionPlan plan) =>
        plan.Services.GroupBy(static service => service.Name).Where(static group => group.Count() > 1)
            .Select(static group => new PlanError($"services.{group.Key}", "is written twice."))
            .Concat(plan.Services.SelectMany(static service => service.Objectives.GroupBy(static one => one.Name).Where(static group => group.Count() > 1)
                .Select(group => new PlanError($"services.{service.Name}.objectives", $"'{group.Key}' is there twice."))));

    private static IEnumerable<PlanError> Dependencies(SupervisionPlan plan)
    {
        HashSet<ComponentName> known = [.. plan.Services.Select(static service => service.Name)];
        foreach (ServicePlan service in plan.Services)
        {
            foreach ((string key, IReadOnlyList<ComponentName> targets) in new[] { ("requires", service.Requires), ("uses", service.Uses) })
            {
                for (int i = 0; i < targets.Count; i++)
                {
                    if (!known.Contains(targets[i]))
                        yield return new($"services.{service.Name}.{key}[{i}]", $"there is no service '{targets[i]}'.");
                }
            }
        }

        if (Cycle(plan) is { } cycle)
            yield return new($"services.{cycle[0]}.requires", $"the services require each other in a circle: {string.Join(" → ", cycle)}.");
    }

    private static List<ComponentName>? Cycle(SupervisionPlan plan)
    {
        ILookup<ComponentName, ComponentName> requires = plan.Services
            .SelectMany(static service => service.Requires.Select(target => (service.Name, Target: target)))
            .ToLookup(static pair => pair.Name, static pair => pair.Target);
        var done = new HashSet<ComponentName>();
        var path = new List<ComponentName>();
        return plan.Services.Select(service => Walk(service.Name)).FirstOrDefault(static found => found is not null);

        List<ComponentName>? Walk(ComponentName name)
        {
            int at = path.IndexOf(name);
            if (at >= 0)
                return [.. path[at..], name];
            if (!done.Add(name))
                return null;
            path.Add(name);
            List<ComponentName>? found = requires[name].Select(Walk).FirstOrDefault(static cycle => cycle is not null);
            path.RemoveAt(path.Count - 1);
            return found;
        }
    }

    private static IEnumerable<PlanError> Telemetry(SupervisionPlan plan)
    {
        if (plan.Telemetry is not { } telemetry)
            yield break;
        if (telemetry.Otlp is { } otlp && !IPAddress.IsLoopback(otlp.Address) && string.IsNullOrEmpty(telemetry.Token))
            yield return new("telemetry.otlp", $"{otlp} can be reached from other machines: a token must be given (telemetry.token), or an address of this machine.");
        if (telemetry.Token is { Length: < 8 })
            yield return new("telemetry.token", "must have at least 8 letters.");
        if (telemetry.Token is { } token && token.Any(static letter => letter is <= ' ' or > '~' or ','))
            yield return new("telemetry.token", "must be of visible ASCII letters without a comma: it goes into a header.");
        if (telemetry.Otlp is { Port: > 0 } taken)
        {
            foreach (ServicePlan service in plan.Services)
            {
                if (service.Listen.Any(held => held.EndPoint.Port == taken.Port))
                    yield return new("telemetry.otlp", $"port {taken.Port} is taken by services.{service.Name}.listen already.");
            }
        }
    }

    private static IEnumerable<PlanError> Ports(SupervisionPlan plan)
    {
        var seen = new Dictionary<int, string>();
        foreach (ServicePlan service in plan.Services)
        {
            for (int i = 0; i < service.Listen.Count; i++)
            {
                string at = $"services.{service.Name}.listen[{i}]";
                int port = service.Listen[i].EndPoint.Port;
                if (!seen.TryAdd(port, at))
                    yield return new(at, $"port {port} is taken by {seen[port]} already.");
            }
        }
    }
}
