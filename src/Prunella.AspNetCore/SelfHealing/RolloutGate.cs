using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>Asks whether healing is switched on for a request: by its route, and by who asks.</summary>
internal sealed class RolloutGate(IOptionsMonitor<SelfHealingOptions> options)
{
    public static RolloutGate Of(IServiceProvider services) => new(services.GetRequiredService<IOptionsMonitor<SelfHealingOptions>>());

    public bool Includes(HttpContext context)
    {
        Rollout rollout = options.CurrentValue.Rollout;
        if (rollout.Percent >= 100 && rollout.Routes.Count == 0)
            return true;
        string who = context.User.Identity?.Name ?? context.Connection.RemoteIpAddress?.ToString() ?? string.Empty;
        return rollout.Includes(context.Request.Path.Value ?? "/", who);
    }
}
