using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Says how dangerous a plan is, by what the files mean before and after: never by how a diff looks. Thread-safe.</summary>
/// <remarks>
/// What can not be understood is risky. C# is parsed; JSON, YAML and XML are compared as trees; of other languages only additions are less than risky.
/// </remarks>
public sealed class ChangeJudge
{
    private readonly FixLimits _limits;
    private readonly CommandAllowList _commands;

    /// <param name="limits">The hard limits; the defaults where null.</param>
    /// <param name="commands">What may be run; the defaults where null.</param>
    public ChangeJudge(FixLimits? limits = null, CommandAllowList? commands = null) => (_limits, _commands) = (limits ?? new FixLimits(), commands ?? CommandAllowList.Default);

    /// <summary>Judges a plan.</summary>
    public FixAssessment Judge(PlannedFix plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        List<RiskNote> notes = [.. plan.Effects.SelectMany(Of)];
        List<string> breaches = [.. _limits.Breaches(plan)];
        foreach (IReadOnlyList<string> command in plan.Commands)
        {
            if (_commands.Find(command) is { } rule)
                notes.Add(new RiskNote(rule.Category, $"runs {string.Join(' ', command)}"));
            else
                breaches.Add($"the command {string.Join(' ', command)} is not on the list of what may be run");
        }

        if (breaches.Count > 0)
            notes.Add(new RiskNote(FixCategory.Risky, "it breaks a hard limit"));
        notes.Sort(static (one, other) => other.Category.CompareTo(one.Category));
        return new FixAssessment(notes.Count > 0 ? notes[0].Category : FixCategory.Safe, notes, breaches);
    }

    private static IEnumerable<RiskNote> Of(FileEffect effect)
    {
        IReadOnlyList<RiskNote> notes = ByKind(effect);
        foreach (RiskNote note in notes)
            yield return note;
        // A test may be laid out anew; else it says what is right, and what it says is not for a fix to change.
        if (TestCode.Is(effect) && notes.Any(static note => note.Category != FixCategory.Safe))
            yield return new RiskNote(FixCategory.Risky, "it changes a test", effect.Path);
        if (HiddenText.In(effect.After ?? "") && !HiddenText.In(effect.Before ?? ""))
            yield return new RiskNote(FixCategory.Risky, "it adds characters that show as something else than they are", effect.Path);
    }

    private static IReadOnlyList<RiskNote> ByKind(FileEffect effect) => FileKinds.Of(effect.Path) switch
    {
        FileKind.CSharp => CSharpJudge.Judge(effect),
        FileKind.Json or FileKind.Yaml or FileKind.Xml => ConfigJudge.Judge(effect),
        FileKind.Documentation when effect.After is null => [new RiskNote(FixCategory.Moderate, "documentation goes", effect.Path)],
        FileKind.Documentation => [new RiskNote(FixCategory.Safe, "documentation", effect.Path)],
        FileKind.Code => CodeJudge.Judge(effect),
        _ => [new RiskNote(FixCategory.Risky, "a kind of file whose meaning is not understood here", effect.Path)],
    };
}
