using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Watching;

/// <summary>Lays slow ways to the end that accounts for more of them.</summary>
internal static class SlowWays
{
    /// <summary>A slow way speaks against who is called; against who calls, where most of its ways are slow and few of the other's others.</summary>
    public static IEnumerable<Sign> Attribute(IReadOnlyList<Sign> signs)
    {
        (string Caller, string Callee)[] slow = [.. signs.Where(static sign => sign.Class == FindingClass.Dependencies && sign.Operation != TraceFacts.AnyCaller).Select(static sign => (sign.Operation, sign.Service)).Distinct()];
        Dictionary<string, int> ends = new(StringComparer.Ordinal);
        foreach ((string caller, string callee) in slow)
        {
            ends[caller] = ends.GetValueOrDefault(caller) + 1;
            ends[callee] = ends.GetValueOrDefault(callee) + 1;
        }

        return signs.Select(sign => sign.Class == FindingClass.Dependencies && ends.TryGetValue(sign.Operation, out int others) && others > ends[sign.Service] * 3 / 2.0
            ? sign with { Service = sign.Operation, Operation = sign.Service }
            : sign);
    }
}
