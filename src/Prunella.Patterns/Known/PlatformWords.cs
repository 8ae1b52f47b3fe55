namespace Prunella.Patterns.Known;

/// <summary>What people call the platforms of patterns.</summary>
internal static class PlatformWords
{
    public static string Of(string platform) => platform switch
    {
        "py" => "python",
        "pytest" => "python pytest test",
        "node" or "npm" => "node javascript npm",
        "go" => "go golang",
        "rs" => "rust cargo",
        "pg" => "postgres postgresql sql database",
        "net" => "dotnet csharp",
        "cs" => "csharp compiler dotnet",
        "sh" => "shell terminal bash",
        "c" => "gcc compiler linker",
        "k8s" => "kubernetes kubectl pod",
        "docker" => "docker container",
        _ => platform,
    };
}
