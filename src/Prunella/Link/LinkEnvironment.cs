namespace Prunella.Link;

/// <summary>What the supervisor has told this process by environment variables.</summary>
internal sealed record LinkEnvironment
{
    public const string StandbyVariable = "PRUNELLA_STANDBY_FD";

    /// <summary>Its component, as given; null where none was.</summary>
    public string? Component { get; init; }

    /// <summary>Path of the agent's socket; null without an agent.</summary>
    public string? LinkPath { get; init; }

    /// <summary>Where to notify: a path, or an abstract name that begins with <c>@</c>; null for nowhere.</summary>
    public string? NotifySocket { get; init; }

    /// <summary>Descriptor of the standby pipe; null for a process that serves at once.</summary>
    public string? StandbyDescriptor { get; init; }

    /// <summary>The variables of this process; nothing outside Linux, where there is no supervisor.</summary>
    public static LinkEnvironment OfThisProcess() =>
        OperatingSystem.IsLinux() ? Read(Environment.GetEnvironmentVariable) : new LinkEnvironment();

    public static LinkEnvironment Read(Func<string, string?> variable)
    {
        return new LinkEnvironment
        {
            Component = Given("PRUNELLA_COMPONENT"),
            LinkPath = Given("PRUNELLA_LINK"),
            NotifySocket = Given("NOTIFY_SOCKET"),
            StandbyDescriptor = Given(StandbyVariable),
        };

        string? Given(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }
}
