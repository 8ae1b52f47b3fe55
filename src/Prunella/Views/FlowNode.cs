namespace Prunella.Views;

/// <summary>A step of a flow.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Note">A few words below it.</param>
/// <param name="Column">Its place from the left, in widths of a step; may lie between two.</param>
/// <param name="Row">Its place from the top.</param>
public sealed record FlowNode(string Name, string Note, double Column, int Row);
