namespace Prunella.Journal;

/// <summary>How an incident ended.</summary>
public enum IncidentOutcome
{
    /// <summary>An action helped, and it was verified.</summary>
    Healed,

    /// <summary>The component came back without an action.</summary>
    Recovered,

    /// <summary>It was recognised as a symptom of another incident, which goes on.</summary>
    Superseded,

    /// <summary>A person closed it, or the component was taken out.</summary>
    Dismissed,
}
