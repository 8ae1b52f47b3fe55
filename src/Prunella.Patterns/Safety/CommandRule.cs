namespace Prunella.Patterns.Safety;

/// <summary>A command that may be run: each part exactly as it stands, or a placeholder.</summary>
/// <param name="Parts">The program and its arguments. <c>&lt;path&gt;</c> stands for a path within the project, <c>&lt;name&gt;</c> for a word of letters, digits, dots, hyphens and underscores that does not begin with a hyphen or a dot.</param>
/// <param name="Category">How dangerous it is.</param>
public sealed record CommandRule(IReadOnlyList<string> Parts, FixCategory Category);
