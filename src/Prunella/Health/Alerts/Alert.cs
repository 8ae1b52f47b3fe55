using System.Globalization;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Something that people should know: the trouble of one component, or its end.</summary>
/// <param name="Kind">Whether it began, goes on, or is over.</param>
/// <param name="Component">The root of the trouble; symptoms raise no alert.</param>
/// <param name="Severity">Its state; the worst of the episode where it is over.</param>
/// <param name="Title">One line.</param>
/// <param name="Reason">What was seen, in words and numbers.</param>
/// <param name="At">When, by the wall clock.</param>
public sealed record Alert(AlertKind Kind, ComponentName Component, HealthState Severity, string Title, string Reason, DateTimeOffset At)
{
    /// <summary>How many components have trouble because of this one.</summary>
    public int Affected { get; init; }

    /// <summary>How often the component has come to trouble in this episode, the first time included.</summary>
    public int Times { get; init; } = 1;

    /// <summary>More facts, one a line.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The likeliest causes, the likeliest first, at most three; empty where none is known in time, and where the trouble is over.</summary>
    public IReadOnlyList<Suspect> Causes { get; init; } = [];

    /// <summary>The likeliest cause in one line; null where none is known.</summary>
    public string? Cause => Causes is [var first, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"{first.Component} ({first.Confidence:0%}){(first.Evidence is [var most, ..] ? $": {most}" : "")}")
        : null;
}
