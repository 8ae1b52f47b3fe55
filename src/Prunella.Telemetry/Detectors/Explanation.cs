using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Leaves out what only follows from another finding.</summary>
internal static class Explanation
{
    /// <param name="found">What was found.</param>
    /// <param name="calls">Who calls whom.</param>
    public static IEnumerable<Finding> Apply(IReadOnlyList<Finding> found, IEnumerable<(string Caller, string Callee)> calls)
    {
        HashSet<string> otherWay = new(StringComparer.Ordinal), otherCalls = new(StringComparer.Ordinal), broken = new(StringComparer.Ordinal), misdocumented = new(StringComparer.Ordinal);
        foreach (Finding finding in found)
        {
            switch (finding.Class)
            {
                case FindingClass.Dependencies when finding.Aspect is "missing" or "new":
                    Add(otherCalls, finding.Place.Service);
                    Add(otherWay, finding.Place.Service);
                    Add(otherWay, finding.Place.Operation);
                    break;
                case FindingClass.Behaviour:
                    Add(otherWay, finding.Place.Service);
                    Add(otherWay, finding.Aspect.Split(": ")[0]);
                    break;
                case FindingClass.Errors:
                    Add(broken, finding.Place.Service);
                    Add(otherWay, finding.Place.Service);
                    break;
                case FindingClass.Documentation:
                    foreach (SpanEvidence span in finding.Evidence.OfType<SpanEvidence>())
                        misdocumented.Add(span.Operation);
                    break;
                default:
                    break;
            }
        }

        HashSet<string> feel = Callers([.. broken, .. found.Where(static one => one.Class == FindingClass.Dependencies && one.Aspect == "failing").Select(static one => one.Place.Service).OfType<string>()], [.. calls]);
        return found.Where(finding => finding.Class switch
        {
            FindingClass.Coverage when finding.Aspect == "new" && feel.Contains(finding.Place.Service ?? "") => false, // what is only said where something fails
            FindingClass.Coverage => finding.Aspect == "never" || !otherWay.Contains(finding.Place.Service ?? "") && !misdocumented.Contains(finding.Place.Operation ?? ""),
            FindingClass.Behaviour => !otherCalls.Contains(finding.Place.Service ?? "") && !broken.Contains(finding.Place.Service ?? "")
                && !broken.Any(service => finding.Aspect.Contains($"{service}: ", StringComparison.Ordinal)),
            _ => true,
        });
    }

    // Who waits for what is broken, and who waits for those.
    private static HashSet<string> Callers(HashSet<string> services, (string Caller, string Callee)[] calls)
    {
        while (Array.Exists(calls, call => services.Contains(call.Callee) && services.Add(call.Caller)))
        {
        }

        return services;
    }

    private static void Add(HashSet<string> services, string? service)
    {
        if (!string.IsNullOrEmpty(service))
            services.Add(service);
    }
}
