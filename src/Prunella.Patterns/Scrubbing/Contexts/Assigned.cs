namespace Prunella.Patterns.Scrubbing;

/// <summary>How a value stands beside its name.</summary>
/// <param name="Start">Index of the value's first character.</param>
/// <param name="End">Index after its last.</param>
/// <param name="IsQuoted">Whether it stands in quotation marks.</param>
/// <param name="Link">What joins the two.</param>
internal readonly record struct Assigned(int Start, int End, bool IsQuoted, Link Link);
