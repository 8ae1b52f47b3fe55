namespace Prunella.Telemetry.Watching;

/// <summary>Something that takes time: an operation's own work, or the way between two services.</summary>
/// <param name="Service">Who works; of a way, who is called.</param>
/// <param name="What">The operation; of a way, who calls.</param>
/// <param name="IsWay">Which of both it is.</param>
internal readonly record struct TimeKey(string Service, string What, bool IsWay)
{
    public override string ToString() => IsWay ? $"the way from {What} to {Service} and back" : $"the own time of {What}";
}
