using Microsoft.Extensions.Logging;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Supervisor;

/// <summary>What of a plan and of the options an agent's parts are set to.</summary>
internal static class AgentRules
{
    /// <summary>How much is healed: the plan's word on restarts and fixes goes before what is usual, the options' own before both.</summary>
    public static RecoveryOptions Recovery(SupervisionPlan plan, AgentOptions options)
    {
        RecoveryOptions recovery = options.Recovery with { StateDirectory = options.StateDirectory };
        if (plan.Fixes == HealingMode.Auto && !recovery.Modes.ContainsKey(RecoveryTier.Repair))
            recovery = recovery with { Modes = new Dictionary<RecoveryTier, HealingMode>(recovery.Modes) { [RecoveryTier.Repair] = HealingMode.Auto } };
        return plan.RestartIntensity > 0
            ? recovery with { IntensityLimit = plan.RestartIntensity }
            : recovery with { IntensityLimit = int.MaxValue, RelapseWindow = TimeSpan.Zero };
    }

    /// <summary>Which way people are told, and of what.</summary>
    public static AlertRouter Alerts(SupervisionPlan plan, AgentOptions options, ILoop loop, IHealthMonitor health, EventJournal journal, Random random, IDiagnostician? diagnostician)
    {
        AlertOptions alerts = plan.Alerts ?? options.Health.Alerts;
        return new AlertRouter(
            loop, health, journal,
            [
                new LogAlertChannel(options.Loggers.CreateLogger<LogAlertChannel>()),
                .. options.Webhooks.Select(address => new WebhookAlertChannel(address, random)),
                .. AlertChannels.Of(alerts),
            ],
            alerts, options.Loggers.CreateLogger<AlertRouter>(), Path.Combine(options.StateDirectory, "alerts.json"), diagnostician);
    }

    /// <summary>Keeps a second agent of the project away until it is disposed of.</summary>
    /// <exception cref="SupervisorException">One runs already.</exception>
    public static FileStream Lock(string project, string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "agent.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new SupervisorException($"An agent of '{project}' runs already: see `prunella status --project {project}`.", error);
        }
    }
}
