using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prunella.Kernel;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Brings the scrubber into a host.</summary>
public static class ScrubbingServiceCollectionExtensions
{
    /// <summary>Has the journal, alerts, evidence bundles and the dashboard scrubbed by a <see cref="Scrubber"/> that knows the secrets of the host's configuration and environment.</summary>
    /// <param name="services">The host's services; before or after <c>AddPrunella()</c>.</param>
    /// <param name="change">Changes the options: a key of the project, more secrets, more rules.</param>
    public static IServiceCollection AddScrubbing(this IServiceCollection services, Func<ScrubOptions, ScrubOptions>? change = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
        {
            KnownSecrets known = KnownSecrets.None.WithEnvironment();
            if (provider.GetService<IConfiguration>() is { } configuration)
                known = known.WithConfiguration(configuration);
            var options = new ScrubOptions { Known = known };
            return new Scrubber(change?.Invoke(options) ?? options);
        });
        services.TryAddSingleton<IScrubber>(static provider => provider.GetRequiredService<Scrubber>());
        return services;
    }
}
