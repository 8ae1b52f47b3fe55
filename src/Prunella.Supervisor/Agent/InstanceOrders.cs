using System.Runtime.Versioning;
using Prunella.Kernel;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>What people and repairs order of single processes, beside what healing does by itself. On the reactor.</summary>
[SupportedOSPlatform("linux")]
internal sealed class InstanceOrders(Reactor reactor, ProcessSupervisor supervisor)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends a process by asking and starts it again; completes once it serves.</summary>
    public Task RestartAsync(ComponentName component, string why) => ServedAsync(Find(component), why);

    /// <summary>Replaces a process at once; completes when the new one is started.</summary>
    public Task ReplaceAsync(ComponentName component) => Find(component).ReplaceAsync();

    /// <summary>Whether the last start came to anything, once that is decided.</summary>
    public Task<bool> ServesAsync(ComponentName component) => Find(component).Settled;

    public void Signal(ComponentName component, string signal)
    {
        if (!Signals.TryParse(signal, out int number))
            throw new ArgumentException($"'{signal}' is not a signal, as SIGTERM.", nameof(signal));
        if (supervisor.Find(component)?.Active is not { } process)
            throw new ArgumentException($"'{component}' has no process.", nameof(component));
        process.SendSignal(number);
    }

    private ServiceInstance Find(ComponentName component) =>
        supervisor.Find(component) ?? throw new ArgumentException($"There is no process '{component}'.", nameof(component));

    private async Task ServedAsync(ServiceInstance instance, string why)
    {
        await instance.RestartAsync(why);
        long begun = reactor.Time.GetTimestamp();
        while (instance.Phase != InstancePhase.Ready)
        {
            if (reactor.Time.GetElapsedTime(begun) > instance.Plan.StartTimeout)
                throw new TimeoutException($"{instance.Component} does not serve after {instance.Plan.StartTimeout.TotalSeconds:0.#} s.");
            await reactor.PauseAsync(Look);
        }
    }
}
