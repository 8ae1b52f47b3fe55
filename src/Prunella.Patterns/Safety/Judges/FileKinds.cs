using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

internal enum FileKind
{
    Unknown,
    CSharp,
    Json,
    Yaml,
    Xml,
    Documentation,
    Code,
}

internal static class FileKinds
{
    public static FileKind Of(ProjectPath path) => path.Extension switch
    {
        ".cs" => FileKind.CSharp,
        ".json" => FileKind.Json,
        ".yaml" or ".yml" => FileKind.Yaml,
        ".csproj" or ".fsproj" or ".vbproj" or ".props" or ".targets" or ".xml" or ".config" or ".slnx" or ".resx" => FileKind.Xml,
        // Some such files are orders to tools, not texts for people.
        ".md" when path.Name is not ("CLAUDE.md" or "AGENTS.md" or "SKILL.md") && !path.Name.Contains("instructions", StringComparison.OrdinalIgnoreCase) => FileKind.Documentation,
        ".py" or ".js" or ".mjs" or ".ts" or ".tsx" or ".jsx" or ".go" or ".rs" or ".java" or ".kt" or ".fs" or ".vb" or ".rb" or ".php" => FileKind.Code,
        _ => FileKind.Unknown,
    };

    /// <summary>Whether a file says what a project is built of and with.</summary>
    public static bool IsBuild(ProjectPath path) =>
        path.Extension is ".csproj" or ".fsproj" or ".vbproj" or ".props" or ".targets" or ".slnx" or ".sln"
        || path.Name.ToUpperInvariant() is "PACKAGE.JSON" or "PACKAGE-LOCK.JSON" or "PACKAGES.CONFIG" or "NUGET.CONFIG" or "GLOBAL.JSON" or "DOTNET-TOOLS.JSON" or "TSCONFIG.JSON" or "LAUNCHSETTINGS.JSON";
}
