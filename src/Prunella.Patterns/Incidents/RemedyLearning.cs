using Prunella.Patterns.Errors;
using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Incidents;

/// <summary>How it is kept that a recovery action was tried against an error: as a learning whose id names both.</summary>
internal static class RemedyLearning
{
    public const string Prefix = "remedy:";

    public static string IdOf(string error, string action) => $"{Prefix}{action}:{error}";

    public static Learning Of(Fingerprint names, string action, string problem, DateTimeOffset at) => new()
    {
        Id = IdOf(names.Core, action), Names = Learning.NamesOf(names), Problem = problem, Fix = $"the recovery action {action}", At = at,
    };

    /// <summary>What an id tells; null where it is another's.</summary>
    public static (string Action, string Error)? Parse(string id)
    {
        if (!id.StartsWith(Prefix, StringComparison.Ordinal) || id.IndexOf(':', Prefix.Length) is not (> 0 and var end))
            return null;
        return (id[Prefix.Length..end], id[(end + 1)..]);
    }
}
