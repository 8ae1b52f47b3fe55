using System.Collections.Immutable;

namespace Prunella.Telemetry.Analysis;

/// <summary>A logger or program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Levels">Records by <see cref="Microsoft.Extensions.Logging.LogLevel"/>.</param>
/// <param name="Templates">How many statements of it were seen.</param>
public sealed record CategorySummary(string Name, ImmutableArray<long> Levels, int Templates)
{
    /// <summary>Its records.</summary>
    public long Count => Levels.Sum();
}
