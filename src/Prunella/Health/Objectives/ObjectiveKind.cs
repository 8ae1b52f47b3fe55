namespace Prunella.Health;

/// <summary>What the events of an objective are.</summary>
public enum ObjectiveKind
{
    /// <summary>The measurements of a histogram, or what a counter counts: requests.</summary>
    Requests,

    /// <summary>The time of a component; bad is when it is critical or failed.</summary>
    Health,

    /// <summary>The points of a series; bad is one above <see cref="ServiceObjective.AtMost"/>.</summary>
    Points,

    /// <summary>What the code of the service records by <see cref="IObjectives.Record"/>.</summary>
    Recorded,
}
