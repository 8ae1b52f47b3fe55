namespace Prunella.Health;

/// <summary>What the series of one component show, as strengths: 0 is nothing, 1 is clear, each 2.3 more is ten times as far.</summary>
internal sealed class ComponentSigns
{
    public double Internal, Host, Waiting, WaitingLess, TrafficLess, LatencyLess, External, ExternalRaw, Activity;
    public bool HasInternal, IsNew;
    public int InternalSeries = -1, ExternalSeries = -1, WaitingSeries = -1, TrafficSeries = -1;

    /// <summary>Per name of a metric seen from outside: how far it moved to the worse, in its own unit and in deviations.</summary>
    public Dictionary<string, (double Deviations, double Amount, int Series)> Outside { get; } = new(StringComparer.Ordinal);
}
