using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>What an action would do, told before anything is done.</summary>
public sealed record ActionPlan
{
    /// <summary>Each effect in words, one a line; notifications count as effects.</summary>
    public required IReadOnlyList<string> Effects { get; init; }

    /// <summary>How it can be taken back, in words; null where it can not.</summary>
    public string? Undo { get; init; }

    /// <summary>Every component that it touches.</summary>
    public required IReadOnlyList<ComponentName> BlastRadius { get; init; }

    /// <summary>How long it should take to carry out.</summary>
    public required TimeSpan Expected { get; init; }

    /// <summary>How long after it the component has to be better. Default ten times <see cref="Expected"/>, within [5 s, 60 s].</summary>
    public TimeSpan VerifyWithin
    {
        get => field > TimeSpan.Zero ? field : TimeSpan.FromSeconds(Math.Clamp(Expected.TotalSeconds * 10, 5, 60));
        init;
    }
}
