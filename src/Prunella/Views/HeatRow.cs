namespace Prunella.Views;

/// <summary>How one thing was over time.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Cells">The steps of time; null where there was nothing.</param>
/// <param name="Values">As many texts as there are columns beside the picture.</param>
public sealed record HeatRow(string Label, IReadOnlyList<HeatCell?> Cells, IReadOnlyList<Words> Values);
