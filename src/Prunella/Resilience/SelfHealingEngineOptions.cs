using Microsoft.Extensions.Logging;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Resilience;

/// <summary>What an engine works with. Every part may be left out.</summary>
public sealed record SelfHealingEngineOptions
{
    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where facts are noted; null for nowhere.</summary>
    public IJournal? Journal { get; init; }

    /// <summary>Where lines are logged; null for nowhere.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Stops healing at once; asked in every call. Null: only the flags do.</summary>
    public IKillSwitch? KillSwitch { get; init; }

    /// <summary>Draws the waits of retries; it need not be thread-safe. Default one of its own.</summary>
    public Random? Random { get; init; }

    /// <summary>Where flags are read, the first that has one wins. Default the environment.</summary>
    public IReadOnlyList<IFlagSource> FlagSources { get; init; } = [new EnvironmentFlagSource()];

    /// <summary>How services are protected that have no options of their own.</summary>
    public ServiceOptions Defaults { get; init; } = new();

    /// <summary>Services kept; the one not called for longest goes first. Default 1024, at least 1.</summary>
    public int MaxServices { get; init; } = 1024;

    /// <summary>Whether its circuits and what it does are counted in the meter <c>Prunella</c>. Default yes.</summary>
    public bool IsObserved { get; init; } = true;
}
