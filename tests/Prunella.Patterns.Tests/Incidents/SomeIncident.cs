using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Patterns.Tests.Incidents;

/// <summary>An incident of which only matters that there is one.</summary>
internal static class SomeIncident
{
    public static Incident Is { get; } = Of("orders");

    public static Incident Of(string component, DateTimeOffset? openedAt = null) =>
        new(IncidentId.New(new Random(component.Length)), new ComponentName(component), openedAt ?? DateTimeOffset.UnixEpoch, HealthState.Failed, "exited with code 1");
}
