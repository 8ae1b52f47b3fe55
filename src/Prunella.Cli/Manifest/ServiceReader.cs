using System.Net;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Supervisor;
using static Prunella.Cli.Manifest.ManifestScope;

namespace Prunella.Cli.Manifest;

/// <summary>Reads one service of a manifest.</summary>
internal sealed class ServiceReader(ManifestScope scope, string directory)
{
    private static readonly string[] Known =
    [
        "command", "directory", "environment", "replicas", "requires", "uses", "listen", "ready", "start-timeout", "probes", "heartbeat",
        "standby", "stop", "limits", "objectives", "certificates",
    ];

    public ServicePlan? Read(YamlEntry service)
    {
        string path = Join("services", service.Key);
        if (!ComponentName.TryParse(service.Key, out ComponentName name) || service.Key.Contains('/', StringComparison.Ordinal))
            scope.Fault(service.At, path, $"'{service.Key}' {NameRule}");
        if (scope.Keys(service.Value, path, Known) is not { } keys)
            return null;

        // The default name can not stand in a plan; what is wrong with such a service is still told.
        var plan = new ServicePlan { Name = name, Command = Read(keys, path, "command", Command) ?? [] };
        plan = plan with
        {
            Directory = Read(keys, path, "directory", Directory),
            Environment = Read(keys, path, "environment", Environment) ?? plan.Environment,
            Replicas = ReadValue(keys, path, "replicas", scope.Integer) ?? plan.Replicas,
            Requires = Read(keys, path, "requires", Names) ?? plan.Requires,
            Uses = Read(keys, path, "uses", Names) ?? plan.Uses,
            Listen = Read(keys, path, "listen", Listen) ?? plan.Listen,
            Ready = Read(keys, path, "ready", Ready) ?? plan.Ready,
            StartTimeout = ReadValue(keys, path, "start-timeout", scope.Duration) ?? plan.StartTimeout,
            Probes = Read(keys, path, "probes", Probes) ?? plan.Probes,
            Heartbeat = keys.ContainsKey("heartbeat") ? Read(keys, path, "heartbeat", Heartbeat) : plan.Heartbeat,
            Standby = ReadValue(keys, path, "standby", scope.Integer) ?? plan.Standby,
            Stop = Read(keys, path, "stop", Stop) ?? plan.Stop,
            Objectives = Read(keys, path, "objectives", (value, at) => Objectives(name, value, at)) ?? plan.Objectives,
            Limits = Read(keys, path, "limits", Limits) ?? plan.Limits,
            Certificates = Read(keys, path, "certificates", Certificates) ?? plan.Certificates,
        };
        return name == default ? null : plan;
    }

    private List<string>? Command(YamlValue value, string path)
    {
        if (value is YamlValue.List list)
            return [.. list.Items.Select((item, i) => scope.Text(item, $"{path}[{i}]") ?? string.Empty)];
        if (value is not YamlValue.Text { IsNull: false } line)
        {
            scope.Fault(value.At, path, value is YamlValue.Text ? "the command is missing." : $"must be a list or a text, but is {value.Kind}.");
            return null;
        }

        if (ShellWords.Split(line.Value, out List<string> words) is { } fault)
        {
            scope.Fault(value.At, path, fault);
            return null;
        }

        // Split first, then filled in: a value with a space stays one argument.
        return [.. words.Select(word => scope.Text(line with { Value = word, Quoted = true }, path) ?? string.Empty)];
    }

    private string? Directory(YamlValue value, string path)
    {
        if (scope.Text(value, path) is not { } text)
            return null;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            scope.Fault(value.At, path, "a path can not contain a zero character.");
            return null;
        }

        string full = Path.GetFullPath(text, directory);
        if (!System.IO.Directory.Exists(full))
            scope.Fault(value.At, path, $"there is no directory '{full}'.");
        return full;
    }

    private Dictionary<string, string>? Environment(YamlValue value, string path)
    {
        if (scope.Entries(value, path) is not { } entries)
            return null;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (YamlEntry entry in entries)
        {
            string at = Join(path, entry.Key);
            if (entry.Key.Length == 0 || entry.Key.Contains('=', StringComparison.Ordinal) || entry.Key.Contains('\0', StringComparison.Ordinal))
                scope.Fault(entry.At, at, $"'{entry.Key}' can not be the name of an environment variable.");
            if (scope.Text(entry.Value, at) is { } text)
                variables[entry.Key] = text;
        }

        return variables;
    }

    private List<ComponentName>? Names(YamlValue value, string path) =>
        Each(value, path, (item, at) => scope.Name(item, at) is { } name ? [name] : Array.Empty<ComponentName>());

    private List<ListenAddress>? Listen(YamlValue value, string path) => value is YamlValue.Map
        ? Listener(value, path) is { } one ? [one] : []
        : Each(value, path, (item, at) => Listener(item, at) is { } address ? [address] : Array.Empty<ListenAddress>());

    private ListenAddress? Listener(YamlValue value, string path)
    {
        if (value is not YamlValue.Map)
            return scope.Address(value, path);
        if (scope.Keys(value, path, ["name", "address"]) is not { } keys)
            return null;
        if (!keys.ContainsKey("address"))
            scope.Fault(value.At, path, "the address is missing.");
        string? name = Read(keys, path, "name", scope.Text);
        // The protocol separates the names by colons.
        if (name?.Contains(':', StringComparison.Ordinal) is true)
            scope.Fault(keys["name"].At, Join(path, "name"), "must not contain a colon.");
        return Read(keys, path, "address", scope.Address) is { } address ? address with { Name = name } : null;
    }

    private Readiness? Ready(YamlValue value, string path)
    {
        const string Rule = "must be 'notify', or one of http, tcp and alive.";
        if (value is not YamlValue.Map)
        {
            if (scope.Text(value, path) is { } text && text != "notify")
                scope.Fault(value.At, path, $"'{text}' says not how it shows: {Rule}");
            return new Readiness.Notify();
        }

        if (scope.Keys(value, path, ["http", "tcp", "alive"]) is not { } keys)
            return null;
        if (keys.Count != 1)
        {
            scope.Fault(value.At, path, Rule);
            return null;
        }

        return keys.Keys.Single() switch
        {
            "http" => Read(keys, path, "http", scope.Url) is { } url ? new Readiness.Http(url) : null,
            "tcp" => Read(keys, path, "tcp", scope.EndPoint) is { } endPoint ? new Readiness.Tcp(endPoint) : null,
            _ => ReadValue(keys, path, "alive", scope.Duration) is { } time ? new Readiness.Alive(time) : null,
        };
    }

    private List<ProbePlan>? Probes(YamlValue value, string path) =>
        Each(value, path, (item, at) => Probe(item, at) is { } probe ? [probe] : Array.Empty<ProbePlan>());

    private ProbePlan? Probe(YamlValue value, string path)
    {
        if (scope.Keys(value, path, ["http", "tcp", "period", "timeout", "grace"]) is not { } keys)
            return null;
        if (keys.ContainsKey("http") == keys.ContainsKey("tcp"))
            scope.Fault(value.At, path, "must have either http or tcp.");

        ProbePlan? probe =
            Read(keys, path, "http", scope.Url) is { } url ? new ProbePlan.Http(url) :
            Read(keys, path, "tcp", scope.EndPoint) is { } endPoint ? new ProbePlan.Tcp(endPoint) : null;
        TimeSpan? period = ReadValue(keys, path, "period", scope.Duration);
        TimeSpan? timeout = ReadValue(keys, path, "timeout", scope.Duration);
        TimeSpan? grace = ReadValue(keys, path, "grace", scope.Duration);
        return probe is null ? null : probe with { Period = period ?? probe.Period, Timeout = timeout ?? probe.Timeout, Grace = grace ?? probe.Grace };
    }

    private HeartbeatLimits? Heartbeat(YamlValue value, string path)
    {
        if (value is not YamlValue.Map)
        {
            if (scope.Text(value, path) is { } text && text != "off")
                scope.Fault(value.At, path, $"must be 'off', or have freeze and starvation, but is '{text}'.");
            return null;
        }

        var limits = new HeartbeatLimits();
        return scope.Keys(value, path, ["freeze", "starvation"]) is not { } keys ? limits : limits with
        {
            Freeze = ReadValue(keys, path, "freeze", scope.Duration) ?? limits.Freeze,
            Starvation = ReadValue(keys, path, "starvation", scope.Duration) ?? limits.Starvation,
        };
    }

    private StopPlan? Stop(YamlValue value, string path)
    {
        var stop = new StopPlan();
        return scope.Keys(value, path, ["signal", "timeout"]) is not { } keys ? null : stop with
        {
            Signal = Read(keys, path, "signal", scope.Text) ?? stop.Signal,
            Timeout = ReadValue(keys, path, "timeout", scope.Duration) ?? stop.Timeout,
        };
    }

    private List<ServiceObjective>? Objectives(ComponentName service, YamlValue value, string path) =>
        Each(value, path, (item, at) => Objective(service, item, at) is { } objective ? [objective] : Array.Empty<ServiceObjective>());

    private ServiceObjective? Objective(ComponentName service, YamlValue value, string path)
    {
        if (scope.Keys(value, path, ["availability", "latency", "target", "window"]) is not { } keys)
            return null;
        bool byTime = keys.ContainsKey("availability");
        if (byTime == keys.ContainsKey("latency") || byTime == keys.ContainsKey("target"))
        {
            scope.Fault(value.At, path, "must have either availability, as 99.9%, or latency and target, as 300ms and 99%.");
            return null;
        }

        double? target = ReadValue(keys, path, byTime ? "availability" : "target", scope.Share);
        TimeSpan? window = ReadValue(keys, path, "window", scope.Days), limit = ReadValue(keys, path, "latency", scope.Duration);
        if (target is not { } share || !byTime && limit is null)
            return null;
        ServiceObjective objective = byTime
            ? ServiceObjective.Uptime($"{service}/availability", service.Value, share)
            : new ServiceObjective
            {
                Name = $"{service}/latency", Kind = ObjectiveKind.Points, Component = service.Value, Target = share, AtMost = limit!.Value.TotalSeconds,
                Series = "http.server.request.duration:p99",
            };
        objective.Window = window ?? objective.Window;
        return objective;
    }

    private List<CertificatePlan>? Certificates(YamlValue value, string path) =>
        Each(value, path, (item, at) => Certificate(item, at) is { } certificate ? [certificate] : Array.Empty<CertificatePlan>());

    // What ends with a port is an endpoint; all else is a file.
    private CertificatePlan? Certificate(YamlValue value, string path)
    {
        if (value is not YamlValue.Map)
            return scope.Text(value, path) is { } text ? PlanOf(text) : null;
        if (scope.Keys(value, path, ["of", "warn-before"]) is not { } keys)
            return null;
        if (!keys.ContainsKey("of"))
            scope.Fault(value.At, path, "must say whose: of, a file or host:port.");
        TimeSpan? before = ReadValue(keys, path, "warn-before", scope.Days);
        return Read(keys, path, "of", scope.Text) is { } of ? PlanOf(of) with { WarnBefore = before ?? PlanOf(of).WarnBefore } : null;
    }

    private CertificatePlan PlanOf(string text) =>
        text.LastIndexOf(':') is > 0 and var colon && !text.Contains('/', StringComparison.Ordinal) && ushort.TryParse(text.AsSpan(colon + 1), out ushort port) && port > 0
            ? new CertificatePlan.Shown(new DnsEndPoint(text[..colon].Trim('[', ']'), port))
            : new CertificatePlan.InFile(Path.GetFullPath(text, directory));

    private ResourceLimits? Limits(YamlValue value, string path) =>
        scope.Keys(value, path, ["memory", "cpu", "files", "processes"]) is not { } keys ? null : new ResourceLimits
        {
            MemoryBytes = ReadValue(keys, path, "memory", scope.Bytes),
            Cores = ReadValue(keys, path, "cpu", scope.Number),
            Files = ReadValue(keys, path, "files", scope.Count),
            Processes = ReadValue(keys, path, "processes", scope.Count),
        };

    private List<T>? Each<T>(YamlValue value, string path, Func<YamlValue, string, IReadOnlyList<T>> read) =>
        scope.Items(value, path)?.SelectMany((item, i) => read(item, $"{path}[{i}]")).ToList();

    private static T? Read<T>(Dictionary<string, YamlValue> keys, string path, string key, Func<YamlValue, string, T?> read)
        where T : class => keys.TryGetValue(key, out YamlValue? value) ? read(value, Join(path, key)) : null;

    private static T? ReadValue<T>(Dictionary<string, YamlValue> keys, string path, string key, Func<YamlValue, string, T?> read)
        where T : struct => keys.TryGetValue(key, out YamlValue? value) ? read(value, Join(path, key)) : null;
}
