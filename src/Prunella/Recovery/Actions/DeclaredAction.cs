using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>A rung of the ladder that nothing here can climb. It stands among the alternatives and says so; it never acts.</summary>
public sealed class DeclaredAction : IRecoveryAction
{
    private readonly string _why;

    /// <param name="name">Its name, in lower case with hyphens.</param>
    /// <param name="tier">Its rung.</param>
    /// <param name="why">Why it can not be done here.</param>
    public DeclaredAction(string name, RecoveryTier tier, string why)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        Name = name;
        Tier = tier;
        _why = why;
    }

    /// <summary>One for each tier below hand-over that the recovery alone can not act on.</summary>
    public static IReadOnlyList<DeclaredAction> All { get; } =
    [
        new("absorb-in-call-path", RecoveryTier.Absorb, "retries and fallbacks act inside the call, not on an incident"),
        new("isolate-component", RecoveryTier.Isolate, "nothing that can take it out of rotation is registered"),
        new("undo-last-change", RecoveryTier.UndoChange, "no versioned configuration is registered"),
        new("move-or-resize", RecoveryTier.MoveOrResize, "no other node and no scaler is registered"),
        new("repair-code", RecoveryTier.Repair, "no repair is registered"),
    ];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public RecoveryTier Tier { get; }

    /// <inheritdoc/>
    public bool AppliesTo(Incident incident) => false;

    /// <inheritdoc/>
    public string WhyNot(Incident incident) => $"declared, not available here: {_why}";

    /// <inheritdoc/>
    public ActionPlan Plan(Incident incident) => new() { Effects = [], BlastRadius = [], Expected = TimeSpan.Zero };

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: it does not apply to any incident.</exception>
    public ValueTask ExecuteAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken) =>
        ValueTask.FromException(new NotSupportedException($"{Name} is not available here: {_why}."));
}
