namespace Prunella.AspNetCore.Dashboard.Live;

/// <summary>What a viewer who has seen one version needs to have seen another.</summary>
/// <param name="From">The version it was at.</param>
/// <param name="To">The version it is at when it has this.</param>
/// <param name="Wire">The events, ready to be sent; empty where there is nothing new.</param>
internal sealed record LiveUpdate(long From, long To, byte[] Wire);
