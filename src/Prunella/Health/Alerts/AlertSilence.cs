namespace Prunella.Health;

/// <summary>Nobody is told of some components for a while, as during maintenance.</summary>
/// <param name="Components">The components; <c>*</c> stands for any text.</param>
/// <param name="Until">When it ends, by the wall clock.</param>
/// <param name="Author">Who asked for it.</param>
/// <param name="Reason">Why.</param>
public sealed record AlertSilence(string Components, DateTimeOffset Until, string Author, string Reason);
