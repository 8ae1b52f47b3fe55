using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>Brings Prunella into a web application.</summary>
public static class PrunellaServiceCollectionExtensions
{
    /// <summary>Adds what <c>WithSelfHealing</c>, <c>UseSelfHealing</c>, <c>[SelfHealing]</c> and <c>AddSelfHealing</c> need. Options are in the section <c>Prunella</c>, flags in <c>SELF_HEALING_*</c>.</summary>
    public static IServiceCollection AddPrunella(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _ = services.AddSelfHealing();
        services.TryAddSingleton<RolloutGate>();
        return services;
    }
}
