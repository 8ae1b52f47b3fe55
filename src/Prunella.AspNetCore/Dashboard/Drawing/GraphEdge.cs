using Prunella.Kernel;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>One component needs another.</summary>
internal readonly record struct GraphEdge(ComponentName Needs, ComponentName Needed, bool Required);
