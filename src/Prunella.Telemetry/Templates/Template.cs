namespace Prunella.Telemetry.Templates;

/// <summary>What one log statement writes, with its values left out.</summary>
/// <param name="Id">Made of <paramref name="Text"/> alone, so that it is the same in every run: 16 hexadecimal digits.</param>
/// <param name="Text">The message with <c>&lt;*&gt;</c> for each value, or as the log itself gave it.</param>
/// <param name="Count">How many messages it has.</param>
/// <param name="IsGiven">The log itself named it.</param>
/// <param name="Reasons">Why its messages were put together, for people.</param>
public sealed record Template(string Id, string Text, long Count, bool IsGiven, IReadOnlyList<string> Reasons);
