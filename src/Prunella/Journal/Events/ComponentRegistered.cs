using System.Text.Json.Serialization;
using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A component came under watch.</summary>
public sealed record ComponentRegistered : JournalEvent
{
    /// <summary>What it is: <c>process</c>, <c>dependency</c>, <c>worker</c> …</summary>
    /// <remarks>In JSON it is <c>componentKind</c>: <c>kind</c> is that of the fact.</remarks>
    [JsonPropertyName("componentKind")]
    public required string Kind { get; init; }

    /// <summary>What it can not work without.</summary>
    public IReadOnlyList<ComponentName> Requires { get; init; } = [];

    /// <summary>What it works worse without.</summary>
    public IReadOnlyList<ComponentName> Uses { get; init; } = [];
}
