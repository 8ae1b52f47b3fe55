using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prunella.Recovery;

namespace Prunella.Patterns.Incidents;

/// <summary>Adds pattern memory to a process that heals itself.</summary>
public static class ErrorMemoryServiceCollectionExtensions
{
    /// <summary>Incidents carry the name of their error and what is known against it, and recovery prefers the remedy that helped before. Call beside <c>AddPrunella</c>.</summary>
    public static IServiceCollection AddPrunellaErrorMemory(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IErrorMemory>(static _ => new ErrorMemory());
        return services;
    }
}
