using Prunella.Kernel;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Addresses within the dashboard, relative to its root: the page's base element knows where that is.</summary>
internal static class Address
{
    public static string To(ComponentName component) => $"components/{Path(component.Value)}";

    public static string To(IncidentId incident) => $"incidents/{incident.Value}";

    public static string ToConfirm(string operation, string target) =>
        target.Length == 0 ? $"confirm/{operation}" : $"confirm/{operation}?target={Uri.EscapeDataString(target)}";

    /// <summary>A slash stays: it parts the names of instances and their components.</summary>
    public static string Path(string name) => Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal);
}
