namespace Prunella.AspNetCore;

/// <summary>Marks an endpoint that is protected already, or is not to be, so that the middleware leaves it alone.</summary>
internal sealed record SelfHealingMetadata(string? Service);
