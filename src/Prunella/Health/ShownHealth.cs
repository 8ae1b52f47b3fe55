using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Makes what the picture shows of a component out of what its watch and its dependencies say.</summary>
internal static class ShownHealth
{
    /// <summary>What the picture shows from now on, and the transition to it if there is one.</summary>
    public static ComponentHealth Of(ComponentWatch watch, RolledUp now, DateTimeOffset at, List<HealthTransition> news)
    {
        ComponentHealth before = watch.Shown;
        HealthState state = now.State ?? HealthMonitor.Unobserved;
        string reason = now.SymptomOf is { } root
            ? $"because of {root}" + (watch.Own < HealthState.Healthy ? $"; of itself: {watch.Reason}" : string.Empty)
            : watch.Reason;
        if (state == before.State && now.SymptomOf == before.SymptomOf && watch.Own is null == before.Own is null)
            return watch.Own == before.Own && reason == before.Reason ? before : before with { Own = watch.Own, Reason = reason };

        var transition = new HealthTransition(watch.Description.Name, before.State, state, reason, at)
        {
            SymptomOf = now.SymptomOf,
            Evidence = watch.Deciding?.Evidence ?? [],
        };
        news.Add(transition);
        return before with
        {
            Own = watch.Own,
            State = state,
            Reason = reason,
            SymptomOf = now.SymptomOf,
            Since = state == before.State ? before.Since : at,
            History = TransitionHistory.Add(before.History, transition),
        };
    }
}
