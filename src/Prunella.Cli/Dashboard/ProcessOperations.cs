using System.Runtime.Versioning;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Supervisor;
using Prunella.Views;

namespace Prunella.Cli.Dashboard;

/// <summary>What a person may do to the processes of an agent.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ProcessOperations(Agent agent) : IOperationSource
{
    public Operation? Find(string name, string target)
    {
        if (name != "restart" || !ComponentName.TryParse(target, out ComponentName component)
            || !agent.Health.Current.Components.TryGetValue(component, out Health.ComponentHealth? health) || health.Description.Kind != "process")
        {
            return null;
        }

        return new Operation
        {
            Name = name,
            Target = target,
            Title = $"Restart {component}",
            Effects = [$"The process of {component} is asked to stop, within the time of its plan, and started again.", "Its sockets stay open: who connects meanwhile waits."],
            Undo = "It can not be taken back; what the process held in memory is gone.",
            ExecuteAsync = async (consent, _) =>
            {
                agent.Journal.Append(new PersonActed { Component = component, Action = $"restarted {component}", By = consent.By, Reason = consent.Reason });
                // The agent waits for nobody's thread to become free.
                await Task.Run(() => agent.RestartAsync(component, consent.By, consent.Reason), CancellationToken.None);
                return $"{component} serves again.";
            },
        };
    }
}
