using Prunella.Journal;

namespace Prunella.Recovery;

/// <summary>Why an action may not be done now, and what follows from that.</summary>
/// <param name="Why">The rule.</param>
/// <param name="Detail">The rule in words and numbers.</param>
/// <param name="Next">What follows.</param>
internal sealed record Refusal(RefusalReason Why, string Detail, RefusalStep Next);
