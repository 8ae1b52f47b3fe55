namespace Prunella.Telemetry.Analysis;

/// <summary>Something that differs between two analyses.</summary>
/// <param name="Kind">How.</param>
/// <param name="Subject">The template, level or operation.</param>
/// <param name="Before">Records in the first, as many as there would be in as many records altogether as the second has; of durations, the 95th percentile in seconds.</param>
/// <param name="After">The same of the second.</param>
/// <param name="Unit"><c>{record}</c> or <c>s</c>.</param>
/// <param name="Score">How sure it is: standard deviations from no change; of something new or vanished, the square root of its records.</param>
/// <param name="IsError">It is at level error or above.</param>
public sealed record Change(ChangeKind Kind, string Subject, double Before, double After, string Unit, double Score, bool IsError);
