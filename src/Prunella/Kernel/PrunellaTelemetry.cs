using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Prunella.Kernel;

/// <summary>The one meter and the one activity source of Prunella.</summary>
public static class PrunellaTelemetry
{
    /// <summary>The name of both: <c>Prunella</c>.</summary>
    public const string Name = "Prunella";

    /// <summary>What Prunella counts and measures, named by OpenTelemetry's conventions.</summary>
    public static Meter Meter { get; } = new(Name);

    /// <summary>The spans of Prunella's own work.</summary>
    public static ActivitySource Activities { get; } = new(Name);
}
