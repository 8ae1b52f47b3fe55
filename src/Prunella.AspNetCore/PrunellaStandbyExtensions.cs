using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prunella.Link;

namespace Prunella.AspNetCore;

/// <summary>Makes the warm standby of an ASP.NET Core service warmer.</summary>
public static class PrunellaStandbyExtensions
{
    /// <summary>While this process is a standby, compiles the code of Kestrel, routing and JSON ahead by requests to a private server.</summary>
    /// <remarks>Beside <c>UsePrunellaHeartbeat()</c>; without a supervisor, and in a process that serves at once, it does nothing.</remarks>
    public static IServiceCollection AddPrunellaStandbyWarmup(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStandbyWarmup, ShadowServer>());
        return services;
    }
}
