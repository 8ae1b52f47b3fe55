using Microsoft.AspNetCore.Builder;

namespace Prunella.AspNetCore;

/// <summary>Protects a whole application.</summary>
public static class SelfHealingApplicationExtensions
{
    /// <summary>Takes over the caller's deadline, and protects each endpoint that is not protected by itself: a breaker and a limit by its route, no retries.</summary>
    /// <remarks>After routing, before what may fail. Needs <c>AddPrunella()</c> or <c>AddSelfHealing()</c>.</remarks>
    public static IApplicationBuilder UseSelfHealing(this IApplicationBuilder application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application.UseMiddleware<SelfHealingMiddleware>();
    }
}
