using System.Xml.Linq;

namespace Prunella.Architecture.Reading;

/// <summary>The repository these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    /// <summary>The directory that holds <c>Prunella.slnx</c>.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The packages under <c>src</c>, by name.</summary>
    public static IReadOnlyList<Package> Packages { get; } = ReadPackages(Root);

    private static string FindRoot(string start)
    {
        for (string? directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "Prunella.slnx")))
                return directory;
        }

        throw new DirectoryNotFoundException($"no Prunella.slnx in or above {start}");
    }

    private static Package[] ReadPackages(string root) =>
        [.. Directory.EnumerateFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(project => ReadPackage(root, project))];

    private static Package ReadPackage(string root, string projectPath)
    {
        XElement project = XElement.Load(projectPath);
        string name = Path.GetFileNameWithoutExtension(projectPath);
        string[] webUsings = project.Attribute("Sdk")?.Value == "Microsoft.NET.Sdk.Web"
            ? ["Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.DependencyInjection"]
            : [];
        return new Package
        {
            Name = name,
            AssemblyName = project.Descendants("AssemblyName").FirstOrDefault()?.Value ?? name,
            References = [.. Includes(project, "ProjectReference").Where(IsPackage).Select(static path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            GlobalUsings = [.. ImplicitUsings, .. webUsings, .. Includes(project, "Using")],
            Files = ReadFiles(root, Path.GetDirectoryName(projectPath)!),
        };
    }

    private static IEnumerable<string> Includes(XElement project, string item) =>
        project.Descendants(item).Select(static element => element.Attribute("Include")?.Value).OfType<string>();

    private static SourceFile[] ReadFiles(string root, string directory) =>
        [.. Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(directory, file).Split(Path.DirectorySeparatorChar) is not ["bin" or "obj", ..])
            .Order(StringComparer.Ordinal)
            .Select(file => new SourceFile(Path.GetRelativePath(root, file), File.ReadAllText(file)))];

    // The tool carries the programs of its demo, which are samples and no packages.
    private static bool IsPackage(string path) => !path.Contains("/samples/", StringComparison.Ordinal) && !path.StartsWith("@(", StringComparison.Ordinal);
}
