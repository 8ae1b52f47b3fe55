namespace Prunella.Bench.Supervisor;

/// <summary>A program that keeps another one running. All its files stay in a folder of its own.</summary>
internal interface IPeerSupervisor
{
    string Name { get; }

    /// <summary>Why it can not run on this machine; null where it can.</summary>
    string? Missing { get; }

    /// <param name="folder">Where it keeps its files; new and its own.</param>
    /// <param name="command">What it keeps running: an absolute path and arguments.</param>
    Task StartAsync(string folder, IReadOnlyList<string> command);

    /// <summary>Whether it was started and is no longer there.</summary>
    bool HasEnded { get; }

    /// <summary>Ends it and what it keeps running.</summary>
    Task StopAsync();
}
