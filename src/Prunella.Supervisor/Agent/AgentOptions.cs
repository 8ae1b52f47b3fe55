using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Recovery;

namespace Prunella.Supervisor;

/// <summary>How an agent runs a project.</summary>
public sealed record AgentOptions
{
    /// <summary>Where journal, logs and evidence bundles are kept; made if it is not there. Absolute.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Where the sockets lie; by default what the environment says.</summary>
    public RuntimeDirectory RuntimeDirectory { get; init; } = RuntimeDirectory.Find(Environment.GetEnvironmentVariable);

    /// <summary>Given each line that a process writes, on a thread of its own; null for none.</summary>
    public Action<OutputLine>? Output { get; init; }

    /// <summary>Addresses that alerts are posted to.</summary>
    public IReadOnlyList<Uri> Webhooks { get; init; } = [];

    /// <summary>When a component counts as ill.</summary>
    public HealthOptions Health { get; init; } = new();

    /// <summary>How much is healed; its state directory is set by the agent.</summary>
    public RecoveryOptions Recovery { get; init; } = new();

    /// <summary>Where messages go.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
