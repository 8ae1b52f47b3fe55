using Prunella.Kernel;

namespace Prunella.Patterns.Incidents;

/// <summary>What a repair needs of those whose files it changes. Called on the recovery's loop, which it must not block.</summary>
public interface IRepairedComponents
{
    /// <summary>Starts a component anew, so that it takes up its files as they are now. Completes once it is started.</summary>
    ValueTask RestartAsync(ComponentName component, CancellationToken cancellationToken);

    /// <summary>Whether its last start came to anything; completes when that is decided.</summary>
    ValueTask<bool> ServesAsync(ComponentName component, CancellationToken cancellationToken);

    /// <summary>How long a start of it may take.</summary>
    TimeSpan StartTimeout(ComponentName component);

    /// <summary>Those that a change of its files may touch besides itself: who depends on it.</summary>
    IReadOnlyList<ComponentName> TouchedBy(ComponentName component);
}
