using System.Text.RegularExpressions;
using Prunella.Kernel;
using Prunella.Supervisor;

namespace Prunella.Cli.Manifest;

/// <summary>Turns a <c>prunella.yaml</c> into a plan, or says all that is wrong with it.</summary>
internal static partial class ManifestReader
{
    /// <summary>What the file is called where none is named.</summary>
    public const string FileName = "prunella.yaml";

    private const int MaxBytes = 1 << 20;

    /// <summary>The nearest manifest in <paramref name="directory"/> or above it; null where there is none.</summary>
    /// <remarks>Above it no directory is looked at that anyone may write to, as /tmp: others could leave a manifest there for us to run.</remarks>
    public static string? Find(string directory)
    {
        for (DirectoryInfo? at = new(directory); at is not null; at = at.Parent is { } parent && IsOpenToAll(parent) ? null : at.Parent)
        {
            string file = Path.Combine(at.FullName, FileName);
            if (File.Exists(file))
                return file;
        }

        return null;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="shown">What it is called in messages.</param>
    /// <param name="environment">Gives the value of an environment variable; null where it is not set.</param>
    /// <exception cref="ManifestException">The file can not be read, or is not a plan that can be carried out.</exception>
    public static SupervisionPlan Read(string path, string shown, Func<string, string?> environment) =>
        Parse(TextOf(path, shown), shown, Path.GetDirectoryName(Path.GetFullPath(path))!, environment);

    /// <summary>Reads where the memory of a file's project is kept, and nothing else of it: a service that is wrong keeps nobody from asking.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="shown">What it is called in messages.</param>
    /// <param name="environment">Gives the value of an environment variable; null where it is not set.</param>
    /// <returns>Null where it says nothing of it; and the name of its project.</returns>
    /// <exception cref="ManifestException">The file can not be read, or what it says of the memory can not be used.</exception>
    public static (MemorySettings? Memory, string? Project) ReadMemory(string path, string shown, Func<string, string?> environment)
    {
        var scope = new ManifestScope(environment);
        Dictionary<string, YamlValue> keys = YamlComposer.Compose(TextOf(path, shown), scope.Faults) is YamlValue.Map map
            ? map.Entries.DistinctBy(static entry => entry.Key).ToDictionary(static entry => entry.Key, static entry => entry.Value, StringComparer.Ordinal) : [];
        string? project = keys.GetValueOrDefault("project") is YamlValue.Text { IsNull: false } name ? scope.Text(name, "project") : null;
        MemorySettings? settings = keys.TryGetValue("memory", out YamlValue? memory) ? new MemoryReader(scope).Read(memory, project) : null;
        if (scope.Faults.Count > 0)
            throw new ManifestException(shown, [.. scope.Faults.Distinct().OrderBy(static fault => fault.At)]);
        return (settings, project);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">What the file is called in messages.</param>
    /// <param name="directory">The directory that relative paths begin at, absolute.</param>
    /// <param name="environment">Gives the value of an environment variable; null where it is not set.</param>
    /// <exception cref="ManifestException">It is not a plan that can be carried out.</exception>
    public static SupervisionPlan Parse(string text, string file, string directory, Func<string, string?> environment)
    {
        var scope = new ManifestScope(environment);
        SupervisionPlan? plan = YamlComposer.Compose(text, scope.Faults) is { } root ? Plan(root, scope, directory) : null;
        if (plan is not null)
            Validate(plan, scope);
        if (plan is null || scope.Faults.Count > 0)
            throw new ManifestException(file, [.. scope.Faults.Distinct().OrderBy(static fault => fault.At)]);
        return plan;
    }

    private static string TextOf(string path, string shown)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                throw Fault(shown, $"the file is longer than {MaxBytes >> 20} MiB.");
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fault(shown, error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file." : error.Message);
        }
    }

    private static bool IsOpenToAll(DirectoryInfo directory) =>
        !OperatingSystem.IsWindows() && directory.UnixFileMode.HasFlag(UnixFileMode.OtherWrite);

    private static SupervisionPlan? Plan(YamlValue root, ManifestScope scope, string directory)
    {
        if (scope.Keys(root, string.Empty, ["project", "restart-intensity", "services", "alerts", "telemetry", "memory", "fixes"]) is not { } keys)
            return null;

        string? project = keys.TryGetValue("project", out YamlValue? name) ? scope.Text(name, "project") : null;
        if (name is null && !scope.IsMisspelt("project"))
            scope.Fault(root.At, "project", "the name of the project is missing.");
        if (keys.TryGetValue("memory", out YamlValue? memory))
            _ = new MemoryReader(scope).Read(memory, project);
        if (!keys.TryGetValue("services", out YamlValue? services))
        {
            if (!scope.IsMisspelt("services"))
                scope.Fault(root.At, "services", "there must be at least one service.");
            return null;
        }

        var reader = new ServiceReader(scope, directory);
        return scope.Entries(services, "services") is not { } entries ? null : new SupervisionPlan
        {
            Project = project ?? string.Empty,
            Directory = directory,
            Services = [.. entries.Select(reader.Read).OfType<ServicePlan>()],
            Alerts = keys.TryGetValue("alerts", out YamlValue? alerts) ? new AlertsReader(scope).Read(alerts) : null,
            Telemetry = keys.TryGetValue("telemetry", out YamlValue? telemetry) ? new TelemetryReader(scope).Read(telemetry) : null,
            Fixes = keys.TryGetValue("fixes", out YamlValue? fixes) ? Fixes(fixes, scope) : HealingMode.Ask,
            RestartIntensity = keys.TryGetValue("restart-intensity", out YamlValue? intensity) ? scope.Integer(intensity, "restart-intensity") ?? 3 : 3,
        };
    }

    private static HealingMode Fixes(YamlValue value, ManifestScope scope)
    {
        string? text = scope.Text(value, "fixes");
        if (text is "observe" or "suggest" or "ask" or "auto")
            return Enum.Parse<HealingMode>(text, ignoreCase: true);
        if (text is not null)
            scope.Fault(value.At, "fixes", $"must be observe, suggest, ask or auto, but is '{text}'.");
        return HealingMode.Observe;
    }

    private static void Validate(SupervisionPlan plan, ManifestScope scope)
    {
        // Where a value could not be read the plan holds a default, and what the validator says of that helps nobody.
        HashSet<string> told = [.. scope.Faults.Select(static fault => fault.Path)];
        string[] names = [.. plan.Services.Select(static service => service.Name.Value)];
        foreach (PlanError error in SupervisionPlanValidator.Validate(plan))
        {
            if (scope.IsMisspelt(error.Path))
                continue;
            if (told.Any(path => path.Length > 0 && (error.Path == path || error.Path.StartsWith(path + "[", StringComparison.Ordinal))))
                continue;
            string message = error.Message;
            if (Reference().IsMatch(error.Path) && scope.TextAt(error.Path) is { } wrong)
            {
                if (told.Contains(ManifestScope.Join("services", wrong)))
                    continue;
                message += Suggestion.For(wrong, names);
            }

            scope.Fault(scope.PositionOf(error.Path), error.Path, message);
        }
    }

    private static ManifestException Fault(string file, string message) => new(file, [new(Position.Start, string.Empty, message)]);

    [GeneratedRegex(@"\.(requires|uses)\[\d+\]$")]
    private static partial Regex Reference();
}
