using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Watching;

/// <summary>Marks what may follow from another service's trouble: who gets no answer that it knows goes on in another way too.</summary>
internal static class Consequences
{
    private const double Always = 0.95; // what is done so often, or so seldom, is done otherwise for a reason of its own, not because other things are asked for

    /// <param name="signs">What was found.</param>
    /// <param name="calls">Who calls whom.</param>
    public static IEnumerable<Sign> Mark(IReadOnlyList<Sign> signs, IReadOnlyCollection<(string Caller, string Callee)> calls)
    {
        var broken = new HashSet<string>(signs.Where(static sign => IsFlow(sign) && Math.Max(sign.Number.Usual, 1 - sign.Number.Usual) >= Always).Select(static sign => sign.Service), StringComparer.Ordinal);
        var callers = new HashSet<string>(calls.Where(call => broken.Contains(call.Callee)).Select(static call => call.Caller), StringComparer.Ordinal);
        return signs.Select(sign => IsFlow(sign) && callers.Contains(sign.Service) ? sign with { IsExplained = true } : sign);
    }

    private static bool IsFlow(Sign sign) => sign.Class is FindingClass.Behaviour or FindingClass.Errors;
}
