using Prunella.Journal;
using Prunella.Metrics;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>What somebody wants to see.</summary>
/// <param name="Picture">The system at this moment.</param>
/// <param name="Journal">Its facts.</param>
/// <param name="Level">What they may do.</param>
internal sealed record PageRequest(SystemPicture Picture, IJournalReader Journal, OperationLevel Level)
{
    /// <summary>Its series; null where it keeps none.</summary>
    public IMetricsReader? Metrics { get; init; }

    /// <summary>The rest of the address after the page's name; empty where there is none.</summary>
    public string Argument { get; init; } = string.Empty;

    /// <summary>The parameters of the address.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>The value of a parameter; null where it is absent or blank.</summary>
    public string? this[string parameter] => Query.GetValueOrDefault(parameter)?.Trim() is { Length: > 0 } value ? value : null;

    public bool May(OperationLevel level) => Level >= level;
}
