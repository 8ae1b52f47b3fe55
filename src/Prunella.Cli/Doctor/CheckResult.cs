namespace Prunella.Cli.Doctor;

/// <summary>What one check of the machine gave.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Good">Whether it is as it should be; null where it is only told.</param>
/// <param name="Found">What was found.</param>
/// <param name="Meaning">What the lack means and what helps; null where nothing lacks.</param>
internal sealed record CheckResult(string Name, bool? Good, string Found, string? Meaning = null);
