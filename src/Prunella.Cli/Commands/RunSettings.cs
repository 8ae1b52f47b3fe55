using System.CommandLine;
using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;
using Prunella.Kernel;
using Prunella.Supervisor;

namespace Prunella.Cli.Commands;

/// <summary>The options of <c>run</c>, and the plan they make.</summary>
internal sealed class RunSettings
{
    private readonly Argument<string[]> _command = new("command") { Description = "The program and its arguments, after --.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _name = Text("--name", "Name of the service and the project. Default: that of the program.", "name");
    private readonly Option<string[]> _listen = Many("--listen", "A TCP address to hold for the service: 5101, 127.0.0.1:5101, *:5101, or name=5101.", "address");
    private readonly Option<string?> _ready = Text("--ready", "How it shows that it serves: notify, http://…, tcp:host:port or alive:2s.", "rule");
    private readonly Option<string[]> _probe = Many("--probe", "Look at it while it runs: http://… or tcp:host:port.", "target");
    private readonly Option<int> _replicas = new("--replicas") { Description = "How many instances run.", HelpName = "1-64", DefaultValueFactory = static _ => 1 };
    private readonly Option<int> _standby = new("--standby") { Description = "How many warm standby processes wait.", HelpName = "0-4" };
    private readonly Option<string[]> _environment = Many("--env", "An environment variable for the service.", "NAME=value", "-e");
    private readonly Option<string?> _directory = Text("--directory", "Where it runs. Default: here.", "path");
    private readonly Option<string?> _startTimeout = Text("--start-timeout", "A start that takes longer has failed. Default 30s.", "duration");
    private readonly Option<string?> _stopTimeout = Text("--stop-timeout", "After this long it is killed. Default 10s.", "duration");
    private readonly Option<string?> _stopSignal = Text("--stop-signal", "The signal that asks it to stop. Default SIGTERM.", "signal");
    private readonly Option<bool> _noHeartbeat = new("--no-heartbeat") { Description = "Do not judge it by its heartbeats." };
    private readonly Option<int?> _intensity = CommandOptions.Intensity();
    private readonly Option<string?> _memory = Text("--memory", "Limit of memory, as 512M.", "size");
    private readonly Option<double?> _cpu = new("--cpu") { Description = "Limit of processor time in cores, as 0.5.", HelpName = "cores" };

    private Option[] All =>
    [
        _name, _listen, _ready, _probe, _replicas, _standby, _environment, _directory, _startTimeout, _stopTimeout, _stopSignal,
        _noHeartbeat, _intensity, _memory, _cpu,
    ];

    public void AddTo(Command command)
    {
        command.Arguments.Add(_command);
        foreach (Option option in All)
            command.Options.Add(option);
    }

    /// <exception cref="UsageException">An option is wrong; all that is wrong is told at once.</exception>
    public SupervisionPlan PlanOf(ParseResult parse, string currentDirectory)
    {
        var faults = new List<string>();
        string[] command = parse.GetValue(_command)!;
        // The parser takes an option it does not know for the beginning of the command.
        if (command[0].StartsWith('-'))
            throw new UsageException($"'{command[0]}' is no option of run.{Suggestion.For(command[0], All.Select(static option => option.Name))} The program and its arguments come after --.");
        string name = parse.GetValue(_name) ?? NameOf(command);
        if (!ComponentName.TryParse(name, out ComponentName component) || name.IndexOfAny(['/', '#']) >= 0)
            throw new UsageException($"--name: '{name}' {ManifestScope.NameRule}");

        var defaults = new StopPlan();
        var service = new ServicePlan
        {
            Name = component,
            Command = command,
            Directory = parse.GetValue(_directory) is { } directory ? Path.GetFullPath(directory, currentDirectory) : null,
            Environment = Variables(parse.GetValue(_environment) ?? [], faults),
            Replicas = parse.GetValue(_replicas),
            Listen = [.. (parse.GetValue(_listen) ?? []).Select(text => Address(text, faults)).OfType<ListenAddress>()],
            Ready = Ready(parse.GetValue(_ready), faults),
            Probes = [.. (parse.GetValue(_probe) ?? []).Select(text => Probe(text, faults)).OfType<ProbePlan>()],
            StartTimeout = Duration(parse.GetValue(_startTimeout), "--start-timeout", faults) ?? TimeSpan.FromSeconds(30),
            Heartbeat = parse.GetValue(_noHeartbeat) ? null : new HeartbeatLimits(),
            Standby = parse.GetValue(_standby),
            Stop = new StopPlan
            {
                Signal = parse.GetValue(_stopSignal) ?? defaults.Signal,
                Timeout = Duration(parse.GetValue(_stopTimeout), "--stop-timeout", faults) ?? defaults.Timeout,
            },
            Limits = new ResourceLimits { MemoryBytes = Bytes(parse.GetValue(_memory), faults), Cores = parse.GetValue(_cpu) },
        };
        if (service.Directory is { } wanted && !Directory.Exists(wanted))
            faults.Add($"--directory: there is no directory '{wanted}'.");

        var plan = new SupervisionPlan { Project = name, Directory = currentDirectory, Services = [service] };
        if (parse.GetValue(_intensity) is { } intensity)
            plan = plan with { RestartIntensity = intensity };
        foreach (PlanError error in SupervisionPlanValidator.Validate(plan))
            faults.Add($"{OptionOf(error.Path, name)}: {error.Message}");
        return faults.Count == 0 ? plan : throw new UsageException(string.Join(Environment.NewLine + "prunella: ", faults));
    }

    private static string NameOf(string[] command)
    {
        // `dotnet Orders.dll` is orders.
        string program = command is [var host, var library, ..] && Path.GetFileName(host) == "dotnet" && library.EndsWith(".dll", StringComparison.Ordinal)
            ? Path.GetFileNameWithoutExtension(library)
            : Path.GetFileName(command[0]);
        string name = new([.. program.ToLowerInvariant().Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-')]);
        return name.TrimStart('-', '.', '_') is { Length: > 0 } usable ? usable : "service";
    }

    private static string OptionOf(string path, string name)
    {
        string key = path.Replace($"services.{name}", string.Empty, StringComparison.Ordinal).TrimStart('.').Split('[')[0];
        return key switch
        {
            "" or "command" or "project" => "command",
            "probes" => "--probe",
            _ => "--" + key.Replace("limits.", string.Empty, StringComparison.Ordinal).Replace('.', '-'),
        };
    }

    private static Dictionary<string, string> Variables(string[] texts, List<string> faults)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int split = text.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0)
                faults.Add($"--env: '{text}' is not NAME=value.");
            else
                variables[text[..split]] = text[(split + 1)..];
        }

        return variables;
    }

    private static ListenAddress? Address(string text, List<string> faults)
    {
        int split = text.IndexOf('=', StringComparison.Ordinal);
        if (ListenAddress.TryParse(text[(split + 1)..], out ListenAddress? address))
            return split < 0 ? address : address with { Name = text[..split] };
        faults.Add($"--listen: '{text}' is not an address, as 5101, 127.0.0.1:5101, *:5101 or name=5101.");
        return null;
    }

    private static Readiness Ready(string? text, List<string> faults)
    {
        switch (text)
        {
            case null:
                return new Readiness.Alive(TimeSpan.Zero);
            case "notify":
                return new Readiness.Notify();
            case not null when IsHttp(text, out Uri? url):
                return new Readiness.Http(url);
            case not null when text.StartsWith("tcp:", StringComparison.Ordinal) && ListenAddress.TryParse(text[4..], out ListenAddress? address):
                return new Readiness.Tcp(address.EndPoint);
            case not null when text.StartsWith("alive:", StringComparison.Ordinal) && Quantity.TryDuration(text[6..], out TimeSpan time):
                return new Readiness.Alive(time);
            default:
                faults.Add($"--ready: '{text}' is not notify, http://…, tcp:host:port or alive:2s.");
                return new Readiness.Notify();
        }
    }

    private static ProbePlan? Probe(string text, List<string> faults)
    {
        if (IsHttp(text, out Uri? url))
            return new ProbePlan.Http(url);
        if (text.StartsWith("tcp:", StringComparison.Ordinal) && ListenAddress.TryParse(text[4..], out ListenAddress? address))
            return new ProbePlan.Tcp(address.EndPoint);
        faults.Add($"--probe: '{text}' is not http://… or tcp:host:port.");
        return null;
    }

    private static bool IsHttp(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme == Uri.UriSchemeHttp;

    private static TimeSpan? Duration(string? text, string option, List<string> faults)
    {
        if (text is null)
            return null;
        if (Quantity.TryDuration(text, out TimeSpan duration))
            return duration;
        faults.Add($"{option}: '{text}' is not a duration, as 500ms, 2s or 1m.");
        return null;
    }

    private static long? Bytes(string? text, List<string> faults)
    {
        if (text is null)
            return null;
        if (Quantity.TryBytes(text, out long bytes))
            return bytes;
        faults.Add($"--memory: '{text}' is not a size, as 512M or 1.5G.");
        return null;
    }

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    private static Option<string[]> Many(string name, string description, string help, params string[] aliases) =>
        new(name, aliases) { Description = description + " May be repeated.", HelpName = help };
}
