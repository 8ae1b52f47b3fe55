namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>The place of a node: its column from the left and its row in it, both from 0.</summary>
internal readonly record struct GraphPlace(int Layer, int Row);
