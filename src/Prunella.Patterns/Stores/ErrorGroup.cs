using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Stores;

/// <summary>All occurrences with one exact name.</summary>
/// <param name="Fingerprint">The names of the error.</param>
/// <param name="Type">The type of the exception.</param>
/// <param name="Message">What the newest said.</param>
/// <param name="Component">Where the newest happened.</param>
/// <param name="Seen">How many there were; it counts on where old occurrences are no longer kept.</param>
/// <param name="First">When the first was.</param>
/// <param name="Last">When the newest was.</param>
public sealed record ErrorGroup(Fingerprint Fingerprint, string Type, string Message, string Component, long Seen, DateTimeOffset First, DateTimeOffset Last);
