using System.Text.Json.Serialization;
using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A component came under watch.</summary>
public sealed record ComponentRegistered : JournalEvent
{
    /// <summary>What it is: <c>process</c>, <c>dependency</c>, <c>worker</c> …</summary>
    [JsonPropertyName("componentKind")] // "kind" tells the facts themselves apart
    public required string Kind { get; init; }

    /// <summary>What it can not work without.</summary>
    public IReadOnlyList<ComponentName> Requires { get; init; } = [];

    /// <summary>What it works worse without.</summary>
    public IReadOnlyList<ComponentName> Uses { get; init; } = [];
}
