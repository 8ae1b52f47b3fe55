using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Metrics;
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

    /// <summary>What the agent measures of itself and of its processes. By default every 5 s: fifty idle processes then cost it next to nothing.</summary>
    public MetricsOptions Metrics { get; init; } = new() { Period = TimeSpan.FromSeconds(5), PointBytes = 8 << 20, SketchBytes = 1 << 20 };

    /// <summary>How it looks for the cause of a trouble. The addresses that services listen on name their components, besides those given here.</summary>
    public DiagnosisOptions Diagnosis { get; init; } = new();

    /// <summary>Which series of the processes the agent itself watches. Off by default: a process with <c>AddPrunella</c> watches its own, and tells the agent.</summary>
    public SeriesWatchOptions Detection { get; init; } = new() { Enabled = false };

    /// <summary>Names the errors behind incidents; nobody does where null.</summary>
    public IErrorMemory? Errors { get; init; }

    /// <summary>More evidence for the person who gets an incident.</summary>
    public IReadOnlyList<IEvidenceSource> Evidence { get; init; } = [];

    /// <summary>What telemetry shows, for operators who ask; any thread may be asked, and it must not wait. Null where nobody looks.</summary>
    public Func<IReadOnlyList<Control.FindingView>>? Findings { get; init; }

    /// <summary>Remedies besides the replacing of processes, as repairs; their names must differ. Where fixes may go by themselves, so may tier 6.</summary>
    public IReadOnlyList<IRecoveryAction> Repairs { get; init; } = [];

    /// <summary>Whether processes go into cgroups where the system gives them; false keeps to the fall-back. Tests prove it with this.</summary>
    internal bool UsesControlGroups { get; init; } = true;

    /// <summary>Takes secrets out of the journal, alerts and evidence bundles. By default the least that is done.</summary>
    public IScrubber Scrubber { get; init; } = new KeyValueScrubber();

    /// <summary>Where messages go.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
