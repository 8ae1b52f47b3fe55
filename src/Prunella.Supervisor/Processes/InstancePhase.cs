namespace Prunella.Supervisor;

/// <summary>Where an instance of a service stands.</summary>
public enum InstancePhase
{
    /// <summary>It does not run, and is not to.</summary>
    Stopped,

    /// <summary>It is to run once what it requires is ready.</summary>
    Waiting,

    /// <summary>Its process runs, and has not shown yet that it can serve.</summary>
    Starting,

    /// <summary>It serves.</summary>
    Ready,

    /// <summary>Its process has failed; recovery decides what becomes of it.</summary>
    Failed,

    /// <summary>It was asked to stop.</summary>
    Stopping,
}
