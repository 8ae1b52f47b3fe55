using Prunella.Journal;

namespace Prunella.Recovery;

/// <summary>Whether an action helped.</summary>
/// <param name="Verdict">The word.</param>
/// <param name="Detail">What was measured.</param>
internal sealed record Verification(ActionVerdict Verdict, string Detail);
