using Prunella.Health;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Views;

/// <summary>A system at one moment: how it is, what is done about it, how much leash is left.</summary>
public sealed record SystemPicture
{
    /// <summary>The name of the project or the service.</summary>
    public required string Name { get; init; }

    /// <summary>When this picture was taken, by the wall clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How each component is, and the whole.</summary>
    public required SystemHealth Health { get; init; }

    /// <summary>What was and is being done.</summary>
    public required RecoverySnapshot Recovery { get; init; }

    /// <summary>How many actions that did not help may be done in one <see cref="BudgetPeriod"/>.</summary>
    public required int BudgetCapacity { get; init; }

    /// <summary>How long an empty budget takes to fill.</summary>
    public required TimeSpan BudgetPeriod { get; init; }

    /// <summary>Why and by whom all healing is stopped; null while it is not.</summary>
    public string? Stopped { get; init; }

    /// <summary>The circuit breakers, by name.</summary>
    public IReadOnlyList<CircuitPicture> Circuits { get; init; } = [];

    /// <summary>How the service-level objectives are kept, in the order they were given.</summary>
    public IReadOnlyList<ObjectiveStatus> Objectives { get; init; } = [];

    /// <summary>The processes behind components; empty where the system is one process.</summary>
    public IReadOnlyDictionary<ComponentName, ProcessPicture> Processes { get; init; } = new Dictionary<ComponentName, ProcessPicture>();
}
