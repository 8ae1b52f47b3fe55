namespace Prunella.Resilience;

/// <summary>A status may not follow the one before it. Nothing was stored.</summary>
public sealed class IllegalTransitionException(string entity, string from, string to, string allowed)
    : InvalidOperationException($"{entity}: can not go from {from} to {to}; {allowed}")
{
    /// <summary>The kind of thing: <c>order</c>.</summary>
    public string Entity { get; } = entity;

    /// <summary>The status it has.</summary>
    public string From { get; } = from;

    /// <summary>The status it was to get.</summary>
    public string To { get; } = to;
}
