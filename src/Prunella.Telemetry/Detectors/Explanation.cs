using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Leaves out what only follows from another finding.</summary>
internal static class Explanation
{
    public static IEnumerable<Finding> Apply(IReadOnlyList<Finding> found)
    {
        HashSet<string> touched = new(StringComparer.Ordinal); // services of which another way is told
        foreach (Finding finding in found)
        {
            if (finding.Class is not (FindingClass.Behaviour or FindingClass.Dependencies or FindingClass.Errors or FindingClass.State) || finding.Aspect.StartsWith("version", StringComparison.Ordinal))
                continue;
            Touch(finding.Place.Service);
            Touch(finding.Class == FindingClass.Dependencies ? finding.Place.Operation : finding.Aspect.Split(": ")[0]);
        }

        HashSet<string> missing = [.. found.Where(static one => one is { Class: FindingClass.Dependencies, Aspect: "missing" or "new" }).Select(static one => one.Place.Operation!)];
        HashSet<string> broken = [.. found.Where(static one => one.Class == FindingClass.Errors).Select(static one => one.Place.Service ?? "")];
        return found.Where(finding => finding.Class switch
        {
            FindingClass.Coverage => finding.Aspect == "never" || !touched.Contains(finding.Place.Service ?? ""),
            FindingClass.Behaviour => !missing.Any(service => finding.Aspect.Contains($"{service}: ", StringComparison.Ordinal))
                && !broken.Contains(finding.Place.Service ?? "") && !broken.Any(service => service.Length > 0 && finding.Aspect.Contains($"{service}: ", StringComparison.Ordinal)),
            _ => true,
        });

        void Touch(string? service)
        {
            if (!string.IsNullOrEmpty(service))
                touched.Add(service);
        }
    }
}
