namespace Prunella.Bench;

/// <summary>What every measurement is given.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Folder">A new folder for the run's files. Its path is in the command line or the working directory of every process of the run.</param>
/// <param name="Options">The command line.</param>
/// <param name="Random">Seeded, so that two runs have the same schedule.</param>
internal sealed record Bench(string Root, string Folder, BenchOptions Options, Random Random)
{
    /// <summary>Whether to measure little, to see that it works.</summary>
    public bool Short => Options.Short;
}
