namespace Prunella.Bench;

/// <summary>What every measurement is given.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Folder">A new folder for the run's files. Its path is in the command line or the working directory of every process of the run.</param>
/// <param name="Short">Whether the whole area should be done within a minute.</param>
/// <param name="Random">Seeded, so that two runs have the same schedule.</param>
internal sealed record Bench(string Root, string Folder, bool Short, Random Random);
