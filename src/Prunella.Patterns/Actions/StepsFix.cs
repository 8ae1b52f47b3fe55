namespace Prunella.Patterns.Actions;

/// <summary>Several actions, one after the other; all of them or none.</summary>
/// <param name="Steps">The actions; none of them made of steps itself.</param>
public sealed record StepsFix(IReadOnlyList<FixAction> Steps) : FixAction
{
    /// <summary>The most steps.</summary>
    public const int MostSteps = 16;

    /// <inheritdoc/>
    public override void Check()
    {
        if (Steps is not { Count: > 0 and <= MostSteps })
            throw new FormatException($"There are 1 to {MostSteps} steps.");
        foreach (FixAction? step in Steps)
        {
            if (step is null or StepsFix)
                throw new FormatException("A step is a diff, a command or an edit.");
            step.Check();
        }
    }

    /// <inheritdoc/>
    public bool Equals(StepsFix? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Aggregate(Steps.Count, HashCode.Combine);

    internal override void AddTo(PlanDraft draft)
    {
        Check();
        foreach (FixAction step in Steps)
            step.AddTo(draft);
    }
}
