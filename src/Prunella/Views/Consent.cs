namespace Prunella.Views;

/// <summary>A person's word.</summary>
/// <param name="By">Who; never empty.</param>
/// <param name="Reason">Why, in their words; never empty.</param>
public sealed record Consent(string By, string Reason);
