using Microsoft.Extensions.DependencyInjection;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>Protects HttpClients.</summary>
public static class HttpClientHealingExtensions
{
    /// <summary>Protects the calls of a client: <c>services.AddHttpClient("inventory").AddSelfHealing()</c>.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">More about it.</param>
    /// <remarks>The name of the client is the name of the service. Needs <c>AddPrunella()</c> or <c>AddSelfHealing()</c>.</remarks>
    public static IHttpClientBuilder AddSelfHealing(this IHttpClientBuilder builder, Action<HttpHealingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string service = string.IsNullOrEmpty(builder.Name) ? "http" : builder.Name;
        return builder.AddHttpMessageHandler(provider =>
        {
            var options = new HttpHealingOptions();
            configure?.Invoke(options);
            return new SelfHealingHandler(provider.GetRequiredService<SelfHealingEngine>(), service, options);
        });
    }
}
