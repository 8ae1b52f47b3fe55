namespace Prunella.Patterns.Actions;

/// <summary>A change of files, written as a unified diff.</summary>
/// <param name="Diff">The diff, as <see cref="UnifiedDiff.Parse"/> reads it.</param>
public sealed record DiffFix(string Diff) : FixAction
{
    /// <inheritdoc/>
    public override void Check() => _ = UnifiedDiff.Parse(Diff);

    internal override void AddTo(PlanDraft draft)
    {
        draft.BeginFiles("apply a diff");
        foreach (FilePatch patch in UnifiedDiff.Parse(Diff).Files)
            PatchApplier.Apply(patch, draft);
    }
}
