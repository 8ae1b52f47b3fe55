namespace Shop.Load;

/// <summary>A load that has ended.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Series">Its last intervals, oldest first; at most an hour's worth of the default interval.</param>
public sealed record LoadReport(LoadSnapshot Total, IReadOnlyList<LoadInterval> Series);
