using Prunella.Patterns.Actions;
using Prunella.Patterns.Safety;

namespace Prunella.Patterns.Incidents;

/// <summary>A fix that was worked out for one incident, and what has become of it.</summary>
/// <param name="words">What it is, and how far it may go, in words.</param>
/// <param name="proposal">The fix; null where it can not be carried out.</param>
/// <param name="whyNot">Why it may not be carried out; null where it may.</param>
internal sealed class PreparedFix(string words, FixProposal? proposal, string? whyNot)
{
    private int _begun;
    private volatile Task<AppliedFix>? _applying;
    private volatile bool _reverted;

    public string Words => words;

    public FixProposal? Proposal => proposal;

    public string? WhyNot => whyNot ?? (Volatile.Read(ref _begun) == 0 ? null : "it was carried out in this incident already");

    /// <summary>The carrying out; null as long as it has not begun.</summary>
    public Task<AppliedFix>? Applying
    {
        get => _applying;
        set => _applying = value;
    }

    /// <summary>Whether the component came to serve with it.</summary>
    public bool Serves { get; set; }

    public bool Reverted
    {
        get => _reverted;
        set => _reverted = value;
    }

    /// <summary>Takes it for carrying out; true for the first alone.</summary>
    public bool TryBegin() => Interlocked.Exchange(ref _begun, 1) == 0;
}
