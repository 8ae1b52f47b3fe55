namespace Prunella.Bench.Supervisor.Peers;

/// <summary>Our tool, as <c>bench/run</c> built it.</summary>
internal static class PrunellaTool
{
    private static readonly string? Assembly = Environment.GetEnvironmentVariable("PRUNELLA_CLI");

    /// <summary>Why it can not run; null where it can.</summary>
    public static string? Missing => File.Exists(Assembly) ? null : "PRUNELLA_CLI does not name the built tool";

    /// <summary>The words that begin every command.</summary>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    public static IReadOnlyList<string> Command => Missing is { } reason ? throw new InvalidOperationException(reason) : ["dotnet", Assembly!];

    /// <summary>Options of <c>run</c> and <c>up</c>: the kills are meant, and must not count as a crash loop.</summary>
    public static IReadOnlyList<string> AnyNumberOfRestarts => ["--intensity", "0"];
}
