using System.Collections.Immutable;

namespace Prunella.Resilience;

/// <summary>What an answer over HTTP must be like, on the side that gives it or the side that gets it. What is not set is not checked.</summary>
public sealed record ResponseRules
{
    /// <summary>The statuses that the rules are for; any other is not checked by them. Default 200 to 299.</summary>
    public (int From, int To) Statuses { get; init; } = (200, 299);

    /// <summary>The media types allowed, such as <c>application/json</c>; a suffix as <c>+json</c> counts as that type. Empty: any.</summary>
    public ImmutableArray<string> ContentTypes { get; init; } = [];

    /// <summary>What the document must have; null: it need not be JSON.</summary>
    public JsonShape? Shape { get; init; }

    /// <summary>A check of one's own: what is wrong with the body, or null.</summary>
    public Func<ReadOnlyMemory<byte>, string?>? Check { get; init; }

    /// <summary>Well-formed JSON, of this shape.</summary>
    public static ResponseRules Json(JsonShape? shape = null) => new() { ContentTypes = ["application/json"], Shape = shape ?? JsonShape.Any };

    /// <summary>What is wrong with an answer; null for a good one.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="contentType">Its media type, parameters and all; null where it has none.</param>
    /// <param name="body">Its body.</param>
    public string? FaultOf(int status, string? contentType, ReadOnlyMemory<byte> body)
    {
        if (status < Statuses.From || status > Statuses.To)
            return null;
        if (!ContentTypes.IsDefaultOrEmpty && !ContentTypes.Any(allowed => IsOfType(contentType, allowed)))
            return $"its content type is '{contentType ?? "none"}', not {string.Join(" or ", ContentTypes)}";
        return Shape?.FaultOf(body.Span) ?? Check?.Invoke(body);
    }

    private static bool IsOfType(string? contentType, string allowed)
    {
        ReadOnlySpan<char> type = contentType.AsSpan();
        int parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        if (type.Equals(allowed, StringComparison.OrdinalIgnoreCase))
            return true;
        int suffix = type.LastIndexOf('+');
        int slash = allowed.IndexOf('/', StringComparison.Ordinal);
        return suffix >= 0 && type[(suffix + 1)..].Equals(allowed.AsSpan(slash + 1), StringComparison.OrdinalIgnoreCase);
    }
}
