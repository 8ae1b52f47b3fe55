namespace Prunella.Recovery;

/// <summary>What the ladder came to.</summary>
/// <param name="Action">The remedy; null where none is left.</param>
/// <param name="Alternatives">Every other one, with the reason against it.</param>
internal sealed record LadderChoice(IRecoveryAction? Action, IReadOnlyList<string> Alternatives);
