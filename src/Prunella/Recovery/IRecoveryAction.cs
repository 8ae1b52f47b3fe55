using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>A remedy. It is planned, carried out, verified, and taken back where it did not help.</summary>
/// <remarks>The methods are called on the recovery's loop and must not block it; what takes time is awaited.</remarks>
public interface IRecoveryAction
{
    /// <summary>Its name, unique, in lower case with hyphens: <c>replace-process</c>.</summary>
    string Name { get; }

    /// <summary>Its rung on the ladder.</summary>
    RecoveryTier Tier { get; }

    /// <summary>How often it may be tried in one incident before it counts as failed; at least 1. Backoff lies between the tries.</summary>
    int MaxAttempts => 1;

    /// <summary>Whether it could help here, and may be done now. Asked when planning and again immediately before execution. Quick, without effect.</summary>
    bool AppliesTo(Incident incident);

    /// <summary>Why <see cref="AppliesTo"/> says no, in words for a person; asked only after it has said no.</summary>
    string WhyNot(Incident incident) => "its preconditions do not hold";

    /// <summary>Whether it can not tell yet, but soon will: recovery waits for it where nothing else is left. It must come to an end by itself. Quick, without effect.</summary>
    bool MayApplySoon(Incident incident) => false;

    /// <summary>What holds it back in this incident, as that nobody has tried it; null where the mode of its tier alone decides. Quick, without effect.</summary>
    ActionLimit? LimitOf(Incident incident) => null;

    /// <summary>What it would do. Pure: this is also the dry run.</summary>
    ActionPlan Plan(Incident incident);

    /// <summary>Does it. An exception means that it failed.</summary>
    ValueTask ExecuteAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken);

    /// <summary>Whether it helped. Null leaves it to the health of the component: better once that is healthy within <see cref="ActionPlan.VerifyWithin"/>.</summary>
    ValueTask<Journal.ActionVerdict?> VerifyAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken) => new((Journal.ActionVerdict?)null);

    /// <summary>Takes it back. Called only where <see cref="ActionPlan.Undo"/> says that it can be.</summary>
    ValueTask UndoAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
