namespace Prunella.Patterns.Errors;

/// <summary>An error as it was seen: the innermost exception of a chain, and where it was thrown.</summary>
/// <param name="Platform">Whose trace it is.</param>
/// <param name="Type">The type of the innermost exception, as <c>System.InvalidOperationException</c>; empty where the text names none.</param>
/// <param name="Message">Its message.</param>
/// <param name="Frames">The calls, the innermost first; empty where the text has none.</param>
public sealed record ErrorEvent(ErrorPlatform Platform, string Type, string Message, IReadOnlyList<StackFrame> Frames)
{
    /// <summary>The calls of the user's own code; all of them where none is.</summary>
    public IReadOnlyList<StackFrame> Own => Frames.Any(static frame => frame.InApp) ? [.. Frames.Where(static frame => frame.InApp)] : Frames;
}
