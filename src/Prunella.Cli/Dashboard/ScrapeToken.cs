using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Prunella.Cli.Dashboard;

/// <summary>Lets in who scrapes the agent's metrics: whoever can read the token's file, which belongs to the agent's user alone. The token stays the same over restarts.</summary>
/// <remarks>Everybody on this machine reaches a loopback port; what is measured is not everybody's business.</remarks>
/// <param name="token">The token.</param>
[SupportedOSPlatform("linux")]
internal sealed class ScrapeToken(string token)
{
    public const string Path = "/metrics";
    private const int Length = 64;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] _wanted = Encoding.UTF8.GetBytes($"Bearer {token}");

    /// <summary>The token of a folder; one is made where there is none.</summary>
    /// <exception cref="IOException">The file can neither be read nor written.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static ScrapeToken In(string folder)
    {
        string file = FileIn(folder);
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: Length } kept)
            return new ScrapeToken(kept);
        string made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length / 2));
        using var writer = new StreamWriter(file, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Private });
        writer.WriteLine(made);
        return new ScrapeToken(made);
    }

    /// <summary>Where it lies.</summary>
    public static string FileIn(string folder) => System.IO.Path.Combine(folder, "metrics-token");

    /// <summary>Whether a request carries it.</summary>
    public bool Allows(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), _wanted);
    }
}
