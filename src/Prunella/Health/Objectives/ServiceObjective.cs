namespace Prunella.Health;

/// <summary>A service-level objective: which share of events shall be good over a window. Section <c>Prunella:Health:Objectives:Of:n</c>.</summary>
/// <remarks>
/// It is a component of its own, <c>slo/</c> and its name: degraded or critical by how fast its error budget burns. Nothing is restarted for it; people are told.
/// </remarks>
public sealed record ServiceObjective
{
    /// <summary>Its name, unique: what may follow <c>slo/</c> in a component's name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>What counts as an event. Default requests.</summary>
    public ObjectiveKind Kind { get; set; }

    /// <summary>Which share shall be good. Default 0.999; in [0.9, 1).</summary>
    /// <remarks>A target below 0.931 can not burn 14.4 times too fast; of it the slower pairs tell alone.</remarks>
    public double Target { get; set; } = 0.999;

    /// <summary>Over which time. Default 30 days; 1 to 90 days. The windows of the alerts are scaled to it.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// The component it is about: of <see cref="ObjectiveKind.Health"/> the one whose state counts, else the one its series must name. While that one has failed,
    /// the objective's trouble is its symptom. Default null: this process, about which nothing is presumed.
    /// </summary>
    public string? Component { get; set; }

    /// <summary>The instrument whose measurements are the events, a histogram or a counter; of <see cref="ObjectiveKind.Points"/> the series with what it shows, as <c>queue.age:p99</c>.</summary>
    public string Series { get; set; } = "http.server.request.duration";

    /// <summary>Only series with these tags count; a <c>*</c> in a value stands for any text. Default all.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Tags that make an event bad, as <c>outcome=lost</c>; a <c>*</c> stands for any text. Default none: a status of 500 and above is bad, and where there is no
    /// status, what has an <c>error.type</c>.
    /// </summary>
    public IList<string> Bad { get; } = [];

    /// <summary>
    /// A measurement or a point above it is bad, in the unit of the series; then nothing else is. Null: failures are what is counted. <see cref="ObjectiveKind.Points"/> needs it.
    /// </summary>
    public double? AtMost { get; set; }

    /// <summary>So many bad events must lie in an alert's long window: one failure of three calls at night wakes nobody. Default 5; 1 to 1,000,000. Time is not asked for it.</summary>
    public int LeastBad { get; set; } = 5;

    /// <summary>Which share of requests does not fail.</summary>
    public static ServiceObjective Availability(string name, double target) => new() { Name = name, Target = target };

    /// <summary>Which share of requests is answered in time.</summary>
    public static ServiceObjective Latency(string name, TimeSpan limit, double target) => new() { Name = name, Target = target, AtMost = limit.TotalSeconds };

    /// <summary>Which share of time a component works: is healthy or degraded.</summary>
    public static ServiceObjective Uptime(string name, string component, double target) =>
        new() { Name = name, Kind = ObjectiveKind.Health, Component = component, Target = target };
}
