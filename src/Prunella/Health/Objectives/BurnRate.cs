namespace Prunella.Health;

/// <summary>How fast an error budget burns in a window.</summary>
/// <param name="Window">How long the window is; it ends now.</param>
/// <param name="Rate">1 means that the budget would last the objective's window exactly; 14.4 that it is gone in a fourteenth of it. What was not watched counts as good.</param>
public readonly record struct BurnRate(TimeSpan Window, double Rate);
