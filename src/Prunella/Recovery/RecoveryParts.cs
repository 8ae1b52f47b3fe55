using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>What a <see cref="RecoveryManager"/> works with.</summary>
public sealed record RecoveryParts
{
    /// <summary>Where it runs. Where health runs on the same loop, an action begins in the very call that told of the failure.</summary>
    public required ILoop Loop { get; init; }

    /// <summary>Tells how things are.</summary>
    public required IHealthMonitor Health { get; init; }

    /// <summary>Takes every fact.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>Stops all healing.</summary>
    public required IKillSwitch KillSwitch { get; init; }

    /// <summary>The remedies; their names must differ. Those of <see cref="DeclaredAction.All"/> are added for tiers that have none.</summary>
    public required IReadOnlyList<IRecoveryAction> Actions { get; init; }

    /// <summary>Draws identifiers and waiting times; used on the loop alone.</summary>
    public required Random Random { get; init; }

    /// <summary>The order of remedies; by tier where null.</summary>
    public IActionRanking? Ranking { get; init; }

    /// <summary>Gives the facts of an incident for its bundle; left out where null.</summary>
    public IJournalReader? JournalReader { get; init; }

    /// <summary>More evidence for a bundle.</summary>
    public IReadOnlyList<IEvidenceSource> Evidence { get; init; } = [];

    /// <summary>Takes secrets out of evidence bundles.</summary>
    public IScrubber Scrubber { get; init; } = new KeyValueScrubber();

    /// <summary>Asked for the cause of each trouble; nobody is where null.</summary>
    public IDiagnostician? Diagnostician { get; init; }

    /// <summary>Names the errors behind incidents and knows what helped against them; nobody does where null.</summary>
    public IErrorMemory? Errors { get; init; }

    /// <summary>Where it tells people what it does.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Runs work that may wait for a disk; by default on a thread of its own each.</summary>
    internal Action<Action> OffLoop { get; init; } = static work =>
        new Thread(work.Invoke) { Name = "prunella-bundle", IsBackground = true }.Start();

    /// <summary>Runs a diagnosis; by default on a thread of its own, behind all other work.</summary>
    internal Action<Action> Diagnosing { get; init; } = static work =>
        new Thread(work.Invoke) { Name = "prunella-diagnosis", IsBackground = true, Priority = ThreadPriority.BelowNormal }.Start();
}
