using Prunella.Kernel;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>The signs of the dashboard.</summary>
internal enum GlyphKind
{
    Healthy,
    Degraded,
    Critical,
    Failed,
    Unknown,
    Person,
    Stopped,
    Waiting,
}

/// <summary>Which sign stands for which state.</summary>
internal static class GlyphKinds
{
    public static GlyphKind Of(HealthState state) => state switch
    {
        HealthState.Healthy => GlyphKind.Healthy,
        HealthState.Degraded => GlyphKind.Degraded,
        HealthState.Critical => GlyphKind.Critical,
        _ => GlyphKind.Failed,
    };
}
