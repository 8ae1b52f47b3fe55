using System.Runtime.Versioning;

namespace Prunella.Cli.Demo;

/// <summary>One process after another is killed, frozen, starved, hung, made to leak, to end without an error and to crash at its start.</summary>
/// <remarks>No service is hit more than three times within half a minute: then a person would be called, as is right.</remarks>
[SupportedOSPlatform("linux")]
internal static class BasicScenario
{
    public static IReadOnlyList<DemoFault> Faults { get; } =
    [
        new("kill", "kill -9", ShopPlan.Inventory, "the kernel's out-of-memory killer, a native crash",
            static stage => stage.SignalAsync(ShopPlan.Inventory, "SIGKILL")),
        new("kill-standby", "kill -9 with a warm standby", ShopPlan.Gateway, "the same, where a second process waits to take over",
            static stage => stage.SignalAsync(ShopPlan.Gateway, "SIGKILL")),
        new("freeze", "SIGSTOP", ShopPlan.Orders, "a process that is there, and does nothing: a deadlock, a stuck disk",
            static stage => stage.SignalAsync(ShopPlan.Orders, "SIGSTOP")),
        new("starve", "thread pool starved", ShopPlan.Inventory, "blocking calls in asynchronous code: alive, and deaf",
            static stage => stage.PostAsync(ShopPlan.Inventory, "starve?seconds=60")),
        new("exit-0", "exit code 0", ShopPlan.Gateway, "a host whose background service threw: it ends as if all were well",
            static stage => stage.PostAsync(ShopPlan.Gateway, "exit?code=0")),
        new("leak", "memory leak", ShopPlan.Inventory, "it grows beyond its limit",
            static stage => stage.PostAsync(ShopPlan.Inventory, "leak?mb_per_s=300&max_mb=1000&seconds=30")),
        new("hang", "requests hang", ShopPlan.Gateway, "threads beat, but no request is answered",
            static stage => stage.PostAsync(ShopPlan.Gateway, "hang?seconds=60")),
        new("crash-loop", "crash loop", ShopPlan.Orders, "it crashes, and crashes again at its next start",
            static async stage =>
            {
                await stage.PostAsync(ShopPlan.Orders, "crash-on-start?times=1");
                await stage.PostAsync(ShopPlan.Orders, "crash");
            }),
    ];
}
