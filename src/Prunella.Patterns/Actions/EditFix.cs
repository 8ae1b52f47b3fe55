namespace Prunella.Patterns.Actions;

/// <summary>Replaces a piece of text in one file. The piece must stand there exactly once.</summary>
/// <param name="File">The file, relative to the root of the project, with forward slashes.</param>
/// <param name="Old">The text that goes, exactly.</param>
/// <param name="New">The text that comes in its place.</param>
public sealed record EditFix(string File, string Old, string New) : FixAction
{
    /// <inheritdoc/>
    public override void Check()
    {
        _ = ProjectPath.Parse(File);
        if (string.IsNullOrEmpty(Old) || New is null)
            throw new FormatException("An edit needs the text that goes and the text that comes.");
        if (Old == New)
            throw new FormatException($"The edit of {File} changes nothing.");
    }

    internal override void AddTo(PlanDraft draft)
    {
        Check();
        draft.BeginFiles($"edit {File}");
        ProjectPath path = ProjectPath.Parse(File);
        string text = draft.Read(path) ?? throw new FixException($"{path} is not there.");
        (string old, string @new) = (Old, New);
        if (LineEndings.Of(text) == LineEnding.Windows && LineEndings.Of(old) != LineEnding.Windows && LineEndings.Of(@new) != LineEnding.Windows)
            (old, @new) = (LineEndings.ToWindows(old), LineEndings.ToWindows(@new));
        int at = text.IndexOf(old, StringComparison.Ordinal);
        if (at < 0)
            throw new FixException($"{path} does not hold the text that is to be replaced.");
        if (text.IndexOf(old, at + 1, StringComparison.Ordinal) >= 0)
            throw new FixException($"{path} holds the text that is to be replaced more than once.");
        draft.Write(path, string.Concat(text.AsSpan(0, at), @new, text.AsSpan(at + old.Length)));
    }
}
