using System.Text;

namespace Prunella.Supervisor;

/// <summary>Where running agents are found: one folder for each project, readable by its user alone, with the agent's socket in it.</summary>
/// <remarks><c>PRUNELLA_RUNTIME_DIR</c>, else <c>$XDG_RUNTIME_DIR/prunella</c>, else <c>/tmp/prunella-&lt;uid&gt;</c>.</remarks>
public sealed class RuntimeDirectory
{
    // The size of sun_path in sockaddr_un (unix(7)) less the closing zero.
    private const int LongestSocketPath = 107;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <param name="root">An absolute path; need not exist.</param>
    public RuntimeDirectory(string root) => Root = Path.GetFullPath(root);

    /// <summary>The directory that holds the folders of all projects.</summary>
    public string Root { get; }

    /// <summary>The directory that the environment names.</summary>
    /// <param name="environment">Gives the value of an environment variable; null where it is not set.</param>
    public static RuntimeDirectory Find(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (environment("PRUNELLA_RUNTIME_DIR") is { Length: > 0 } own)
            return new(own);
        if (environment("XDG_RUNTIME_DIR") is { Length: > 0 } xdg && Path.IsPathRooted(xdg))
            return new(Path.Combine(xdg, "prunella"));
        return new($"/tmp/prunella-{FileOwner.CurrentUser}");
    }

    /// <summary>The path of the socket of a project's agent, whether it runs or not.</summary>
    /// <exception cref="ArgumentException"><paramref name="project"/> is no name, or the path is longer than a socket's may be.</exception>
    public string SocketOf(string project)
    {
        string path = Path.Combine(FolderOf(project), "agent.sock");
        return Encoding.UTF8.GetByteCount(path) <= LongestSocketPath
            ? path
            : throw new ArgumentException($"The socket's path '{path}' is longer than {LongestSocketPath} bytes: set PRUNELLA_RUNTIME_DIR to a shorter one.", nameof(project));
    }

    /// <summary>The folder of a project, whether it exists or not.</summary>
    /// <exception cref="ArgumentException"><paramref name="project"/> is no name.</exception>
    public string FolderOf(string project)
    {
        if (!Kernel.ComponentName.TryParse(project, out _) || project.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"'{project}' is not the name of a project.", nameof(project));
        return Path.Combine(Root, project);
    }

    /// <summary>Makes the folder of a project, for its user alone.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="UnauthorizedAccessException">The directory is there already and belongs to, or is open to, somebody else.</exception>
    /// <exception cref="IOException">It can not be made.</exception>
    /// <exception cref="PlatformNotSupportedException">There are no file modes here: this is Windows.</exception>
    public string Prepare(string project)
    {
        string folder = FolderOf(project);
        foreach (string directory in new[] { Root, folder })
        {
            if (OperatingSystem.IsWindows())
                throw new PlatformNotSupportedException("The agent's directory needs Unix file modes.");
            _ = Directory.CreateDirectory(directory, Private);
            if (Fault(directory) is { } fault)
                throw new UnauthorizedAccessException(fault);
        }

        return folder;
    }

    /// <summary>Why a directory that is there must not be trusted; null where it may.</summary>
    public static string? Fault(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (OperatingSystem.IsWindows())
            return "The agent's directory needs Unix file modes.";
        if (new DirectoryInfo(directory).LinkTarget is not null)
            return $"'{directory}' is a symbolic link, which somebody else may turn.";
        if (FileOwner.Of(directory) is { } owner && owner != FileOwner.CurrentUser)
            return $"'{directory}' belongs to user {owner}, not to user {FileOwner.CurrentUser}.";
        UnixFileMode others = File.GetUnixFileMode(directory) & ~Private;
        return others == UnixFileMode.None ? null : $"'{directory}' is open to others ({others}): chmod 700 {directory}";
    }

    /// <summary>The projects that have a socket here, in the order of names. The agent of one may have died without taking it away.</summary>
    public IReadOnlyList<string> Projects()
    {
        try
        {
            return [.. Directory.EnumerateDirectories(Root)
                .Where(static folder => File.Exists(Path.Combine(folder, "agent.sock")))
                .Select(static folder => Path.GetFileName(folder))
                .Where(static name => Kernel.ComponentName.TryParse(name, out _))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
