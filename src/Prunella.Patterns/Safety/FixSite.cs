using Prunella.Kernel;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Where the fixes of a project are made.</summary>
/// <param name="Root">The directory of the project: its files, and where commands run.</param>
/// <param name="Folder">The folder of its journal of fixes and of the texts from before; made if it is not there.</param>
/// <param name="KillSwitch">Stops everything.</param>
public sealed record FixSite(string Root, string Folder, IKillSwitch KillSwitch)
{
    /// <summary>The most that any fix may do by itself. Default <see cref="HealingMode.Ask"/>.</summary>
    public HealingMode Most { get; init; } = HealingMode.Ask;

    /// <summary>Judges changes and knows the limits. Default one with the defaults.</summary>
    public ChangeJudge Judge { get; init; } = new();

    /// <summary>Runs commands; a <see cref="CommandRunner"/> where null.</summary>
    public ICommandRunner? Commands { get; init; }

    /// <summary>Sees where healing does not end; what is known of fixes that were carried out it takes from the journal.</summary>
    public CascadeWatch Cascades { get; init; } = new();

    /// <summary>Takes secrets out of the journal; nobody does where null.</summary>
    public IScrubber? Scrubber { get; init; }

    /// <summary>How long one waits for another who is at it. Default not at all.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the journal lies.</summary>
    public string JournalDirectory => Path.Combine(Folder, "journal");

    /// <summary>Where the texts from before lie.</summary>
    public string Backups => Path.Combine(Folder, "backups");
}
