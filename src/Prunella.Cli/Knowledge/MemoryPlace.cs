using Npgsql;
using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;

namespace Prunella.Cli.Knowledge;

/// <summary>Finds out where a memory is kept: as the manifest says, else the environment; a file where neither does.</summary>
internal static class MemoryPlace
{
    private const string OwnerVariable = "PRUNELLA_PATTERNS_OWNER_CONNECTION";
    private const string ProjectVariable = "PRUNELLA_PATTERNS_PROJECT";

    /// <summary>Of the directory's project.</summary>
    /// <exception cref="ManifestException">What the manifest says of it can not be used.</exception>
    /// <exception cref="UsageException">What the environment says can not be used.</exception>
    public static MemorySettings Of(CliContext context) => ManifestReader.Find(context.CurrentDirectory) is { } manifest
        ? OfManifest(manifest, Path.GetRelativePath(context.CurrentDirectory, manifest), context.Environment) : OfEnvironment(context.Environment, project: null);

    /// <summary>Of a manifest's project.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="shown">What it is called in messages.</param>
    /// <param name="environment">Gives the value of a variable; null where it is not set.</param>
    /// <exception cref="ManifestException">What the manifest says of it can not be used.</exception>
    /// <exception cref="UsageException">What the environment says can not be used.</exception>
    public static MemorySettings OfManifest(string path, string shown, Func<string, string?> environment)
    {
        (MemorySettings? settings, string? project) = ManifestReader.ReadMemory(path, shown, environment);
        return settings ?? OfEnvironment(environment, project);
    }

    /// <summary>As the environment says.</summary>
    /// <param name="environment">Gives the value of a variable; null where it is not set.</param>
    /// <param name="project">Whose memory it is; null for what the environment says.</param>
    /// <exception cref="UsageException">It is no connection string.</exception>
    public static MemorySettings OfEnvironment(Func<string, string?> environment, string? project) => environment(MemorySettings.Variable) is not { Length: > 0 } text
        ? MemorySettings.Local
        : MemorySettings.Shared(Read(MemorySettings.Variable, text), project ?? (environment(ProjectVariable) is { Length: > 0 } named ? named : MemorySettings.DefaultProject));

    /// <summary>The connection of the tables' owner: the environment's, else that of services.</summary>
    /// <exception cref="UsageException">There is none, or it can not be used.</exception>
    public static NpgsqlConnectionStringBuilder OwnerOf(CliContext context) => context.Environment(OwnerVariable) is { Length: > 0 } text
        ? Read(OwnerVariable, text)
        : Of(context).Connection ?? throw new UsageException($"No shared memory is set up here: set {MemorySettings.Variable}, or 'memory' in {ManifestReader.FileName}.");

    private static NpgsqlConnectionStringBuilder Read(string variable, string text) =>
        ConnectionText.Parse(text) ?? throw new UsageException($"{variable} is not a connection string, as {ConnectionText.Example}");
}
