using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Watching;

/// <summary>Something that is further from ordinary time than chance takes it.</summary>
internal sealed record Sign(string Service, FindingClass Class, double Deviations, string Operation, NumberEvidence Number)
{
    /// <summary>The way between two services is slow: <see cref="Operation"/> is who calls, or <see cref="TraceFacts.AnyCaller"/>.</summary>
    public bool IsWay { get; init; }

    /// <summary>It may follow from what is wrong with a service that this one calls.</summary>
    public bool IsExplained { get; init; }
}
