namespace Prunella.Bench;

/// <summary>Where programs are.</summary>
internal static class SearchPath
{
    /// <returns>The full path, or null where the program is not installed.</returns>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"])
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);
}
