namespace Prunella.Journal;

/// <summary>Which rule kept an action from being carried out.</summary>
public enum RefusalReason
{
    /// <summary>The kill switch is thrown.</summary>
    KillSwitch,

    /// <summary>The mode of its class is Observe or Suggest.</summary>
    Mode,

    /// <summary>A budget of the component, its group or the whole is spent.</summary>
    Budget,

    /// <summary>The component was restarted too often in too short a time.</summary>
    Intensity,

    /// <summary>A precondition does not hold, or no longer holds.</summary>
    Precondition,

    /// <summary>Too many of the recent actions failed.</summary>
    RemedyBreaker,

    /// <summary>It failed in this incident already.</summary>
    FailedBefore,

    /// <summary>A person said no.</summary>
    Person,

    /// <summary>Nobody answered in time.</summary>
    Expired,
}
