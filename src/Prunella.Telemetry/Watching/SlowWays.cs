namespace Prunella.Telemetry.Watching;

/// <summary>Lays slow ways to the end that accounts for more of them.</summary>
internal static class SlowWays
{
    /// <summary>A slow way speaks against who is called; against who calls, where clearly more of its ways are slow than of the other's.</summary>
    public static IReadOnlyList<Sign> Attribute(IReadOnlyList<Sign> signs)
    {
        var ends = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((string caller, string callee) in signs.Where(static sign => IsOne(sign)).Select(static sign => (sign.Operation, sign.Service)).Distinct())
        {
            ends[caller] = ends.GetValueOrDefault(caller) + 1;
            ends[callee] = ends.GetValueOrDefault(callee) + 1;
        }

        bool ByCaller(Sign sign) => IsOne(sign) && ends[sign.Operation] > ends[sign.Service] * 3 / 2.0;
        var explained = new HashSet<string>(signs.Where(ByCaller).Select(static sign => sign.Service), StringComparer.Ordinal);
        explained.ExceptWith(signs.Where(sign => IsOne(sign) && !ByCaller(sign)).Select(static sign => sign.Service));
        return [.. signs.Where(sign => !sign.IsWay || IsOne(sign) || !explained.Contains(sign.Service))
            .Select(sign => ByCaller(sign) ? sign with { Service = sign.Operation, Operation = sign.Service } : sign)];
    }

    private static bool IsOne(Sign sign) => sign.IsWay && sign.Operation != TraceFacts.AnyCaller;
}
