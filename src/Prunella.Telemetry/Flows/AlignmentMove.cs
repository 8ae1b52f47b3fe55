namespace Prunella.Telemetry.Flows;

/// <summary>One step of an alignment.</summary>
/// <param name="InCase">The step of the case; nothing if only the flow does it: the case left it out.</param>
/// <param name="InFlow">The step of the flow; nothing if only the case does it: it has no place here.</param>
public readonly record struct AlignmentMove(string? InCase, string? InFlow)
{
    /// <summary>Case and flow disagree.</summary>
    public bool IsDeviation => InCase != InFlow;
}
