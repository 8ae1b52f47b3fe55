namespace Prunella.Patterns.Actions;

/// <summary>A program to run in the root of the project. An argument vector, never a line for a shell: nothing in it is expanded, split or interpreted.</summary>
/// <param name="Command">The program's bare name, then its arguments.</param>
public sealed record CommandFix(IReadOnlyList<string> Command) : FixAction
{
    /// <summary>The most arguments.</summary>
    public const int MostArguments = 32;

    /// <inheritdoc/>
    public override void Check()
    {
        if (Command is not { Count: > 0 and <= MostArguments })
            throw new FormatException($"A command has 1 to {MostArguments} parts.");
        if (Command.Any(static part => part is null || part.Length > 1_024 || part.Any(char.IsControl)))
            throw new FormatException("A part of the command is absent, too long, or holds control characters.");
        if (Command[0].Length == 0 || Command[0].AsSpan().IndexOfAny("/\\ ") >= 0)
            throw new FormatException($"'{Command[0]}' is no bare name of a program.");
    }

    /// <inheritdoc/>
    public bool Equals(CommandFix? other) => other is not null && Command.SequenceEqual(other.Command);

    /// <inheritdoc/>
    public override int GetHashCode() => Command.Aggregate(Command.Count, HashCode.Combine);

    internal override void AddTo(PlanDraft draft)
    {
        Check();
        draft.AddCommand(Command);
    }
}
