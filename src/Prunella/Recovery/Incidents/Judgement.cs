using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Reads from a picture of the health how a component stands.</summary>
internal static class Judgement
{
    public static Standing StandingOf(this SystemHealth system, ComponentName component, HealthState openAt) =>
        !system.Components.TryGetValue(component, out ComponentHealth? now) ? Standing.Gone
        : now.State == HealthState.Healthy ? Standing.Well
        : now.State > openAt ? now.Own == HealthState.Healthy ? Standing.Well : Standing.Mild
        : now.SymptomOf is not null ? Standing.Symptom
        : now.Description.IsMeasure ? Standing.Mild
        : Standing.Bad;

    public static ComponentName? RootOf(this SystemHealth system, ComponentName component) =>
        system.Components.TryGetValue(component, out ComponentHealth? now) ? now.SymptomOf : null;
}
