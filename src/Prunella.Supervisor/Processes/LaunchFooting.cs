using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>The files that a launch made ahead of need stands on: it may serve as long as one made now would stand on the same.</summary>
/// <remarks>
/// Between the making and the use a deployment may have put another program, another interpreter or, by a link, another directory in
/// their place. Files that a program opens itself after its first instruction, libraries among them, do not count: it finds the new ones.
/// </remarks>
internal sealed class LaunchFooting
{
    private readonly string _directory;
    private readonly string _command;
    private readonly string _path;
    private readonly (ulong Device, ulong Inode)? _directoryThen;
    private readonly FileIdentity? _commandThen;
    private (string Path, FileIdentity? Then)[] _image = [];

    /// <param name="directory">The working directory, absolute.</param>
    /// <param name="command">The first word of the command.</param>
    /// <param name="path">The value of <c>PATH</c> that the launch sees.</param>
    public LaunchFooting(string directory, string command, string path)
    {
        _directory = directory;
        _command = command;
        _path = path;
        _directoryThen = PlaceOf(directory);
        _commandThen = Command();
    }

    /// <summary>What a launch of a service stands on at this moment.</summary>
    public static LaunchFooting Of(ServicePlan plan) => new(
        Path.GetFullPath(plan.Directory ?? "."), plan.Command[0],
        plan.Environment.TryGetValue("PATH", out string? path) ? path : Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin");

    /// <summary>Whether a launch made now would stand on the same files.</summary>
    public bool IsCurrent =>
        PlaceOf(_directory) == _directoryThen && Command() == _commandThen
        && Array.TrueForAll(_image, static file => FileIdentity.Of(file.Path) == file.Then);

    /// <summary>Adds what a process has mapped that has become its program, and has not run it yet: the program and its loader.</summary>
    /// <param name="pid">The process.</param>
    /// <returns>False where it must not be held: the program is another already, or would be given rights that the kernel withholds from one that is traced.</returns>
    public bool TryAddImage(int pid)
    {
        string program = $"/proc/{pid}/exe";
        string[] files = ProcessFiles.MappedFiles(pid);
        _image = [.. files.Select(static file => (file, FileIdentity.Of(file)))];
        return FileIdentity.Of(program) is { } running && Array.Exists(_image, file => file.Then == running)
            && !running.ChangesUser && !FileIdentity.GivesCapabilities(program)
            && IsCurrent;
    }

    // As execvp finds it: a word with a slash is a path, another is looked for.
    private FileIdentity? Command()
    {
        if (_command.Contains('/', StringComparison.Ordinal))
            return FileIdentity.Of(Path.Combine(_directory, _command));
        foreach (string folder in _path.Split(':'))
        {
            if (FileIdentity.Of(Path.Combine(_directory, folder, _command)) is { IsProgram: true } found)
                return found;
        }

        return null;
    }

    // Of a directory the place alone: its times change with each file in it.
    private static (ulong Device, ulong Inode)? PlaceOf(string path) =>
        FileIdentity.Of(path) is { } found ? (found.Device, found.Inode) : null;
}
