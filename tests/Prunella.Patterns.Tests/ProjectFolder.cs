using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Tests;

/// <summary>A project in a folder of its own, and what else lies there.</summary>
internal sealed class ProjectFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prunella-fix-");

    public ProjectFolder(params (string Path, string Text)[] files)
    {
        _ = Directory.CreateDirectory(Root);
        foreach ((string path, string text) in files)
            Put(path, text);
        Workspace = new Workspace(Root);
    }

    public string Root => Path.Combine(_folder.FullName, "project");

    public string Backups => Path.Combine(_folder.FullName, "backups");

    public string Outside => Path.Combine(_folder.FullName, "outside");

    public Workspace Workspace { get; }

    public void Put(string path, string text)
    {
        string full = Path.Combine(Root, path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    public IReadOnlyDictionary<string, string> All() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Root, file), static file => File.ReadAllText(file), StringComparer.Ordinal);

    public FixRunner Runner(NotedFacts facts, HandSwitch? killSwitch = null, ICommandRunner? commands = null) =>
        new(Workspace, Backups, killSwitch ?? new HandSwitch(), facts, commands);

    public void Dispose() => _folder.Delete(recursive: true);
}
