namespace Prunella.Patterns.Actions;

/// <summary>An action, worked out against the files as they are. Nothing has been done. This is what is judged, and exactly this is what is carried out.</summary>
/// <param name="Id">The name of the action, made of its content: another action has another one.</param>
/// <param name="Steps">What is done, in order.</param>
public sealed record PlannedFix(string Id, IReadOnlyList<PlannedStep> Steps)
{
    /// <summary>What becomes of each file in the end, in order of their paths. Files that end as they began are left out.</summary>
    public IReadOnlyList<FileEffect> Effects =>
    [
        .. Steps.SelectMany(static step => step.Effects).GroupBy(static effect => effect.Path)
            .Select(static effects => new FileEffect(effects.Key, effects.First().Before, effects.Last().After))
            .Where(static effect => effect.Before != effect.After).OrderBy(static effect => effect.Path),
    ];

    /// <summary>The commands, in order.</summary>
    public IEnumerable<IReadOnlyList<string>> Commands => Steps.Where(static step => step.Command.Count > 0).Select(static step => step.Command);

    /// <summary>Whether all of it can be taken back: what a command did can not.</summary>
    public bool Undoable => Steps.All(static step => step.Command.Count == 0);
}
