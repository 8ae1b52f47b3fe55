namespace Prunella.Link;

/// <summary>What a frame carries. A receiver skips the types it does not know.</summary>
public enum FrameType : byte
{
    /// <summary>Who is there: <see cref="Link.Hello"/>. The first frame on every connection.</summary>
    Hello = 1,

    /// <summary>The process is alive: <see cref="BeatPayload"/>.</summary>
    Beat = 2,

    /// <summary>A fact that the process noted in its journal: <see cref="EventPayload"/>.</summary>
    Event = 3,

    /// <summary>The state of a component inside the process: <see cref="HealthPayload"/>.</summary>
    Health = 4,

    /// <summary>How many frames were dropped: <see cref="LostPayload"/>.</summary>
    Lost = 5,

    /// <summary>The roll-up of the process's series: <see cref="MetricsPayload"/>.</summary>
    Metrics = 6,

    /// <summary>A command of an operator: JSON whose property <c>command</c> names it.</summary>
    Request = 16,

    /// <summary>A part of the answer: JSON, its shape set by the command.</summary>
    Reply = 17,

    /// <summary>The end of the answer: <see cref="EndPayload"/>.</summary>
    End = 18,
}
