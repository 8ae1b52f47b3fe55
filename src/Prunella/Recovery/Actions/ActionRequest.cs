using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>An action that is about to be carried out.</summary>
/// <param name="Open">The incident.</param>
/// <param name="Action">The remedy.</param>
/// <param name="Plan">What it will do.</param>
/// <param name="Slow">Whether it is a slow retry after hand-over.</param>
internal sealed record ActionRequest(OpenIncident Open, IRecoveryAction Action, ActionPlan Plan, bool Slow)
{
    /// <summary>What the action was told the incident is; its scope may change later.</summary>
    public ComponentName Scope { get; } = Open.Scope;

    /// <summary>The incident as the action sees it at this moment.</summary>
    public Incident Scoped => Open.Picture.Component == Scope ? Open.Picture : Open.Picture with { Component = Scope };
}
