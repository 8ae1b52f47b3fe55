using Microsoft.Extensions.Configuration;
using Prunella.Cli.Manifest;
using Prunella.Patterns.Scrubbing;
using Prunella.Supervisor;

namespace Prunella.Cli.Knowledge;

/// <summary>The scrubber of a project's agent: it knows the secrets of the environment, of the services' variables and of the ways that alerts go.</summary>
internal static class ProjectScrubber
{
    /// <param name="plan">What the agent runs.</param>
    /// <param name="memory">Where its memory is.</param>
    /// <param name="key">The key of the tokens; null for one of this process.</param>
    public static Scrubber Of(SupervisionPlan plan, MemorySettings memory, byte[]? key)
    {
        KnownSecrets known = Known(memory);
        foreach (ServicePlan service in plan.Services)
            known = known.WithConfiguration(new ConfigurationBuilder().AddInMemoryCollection(service.Environment.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
        if (plan.Alerts is { } alerts)
        {
            known = alerts.Webhooks.Aggregate(known, static (sum, address) => sum.With(address, "webhook"));
            if (alerts.Email.Password is { } password)
                known = known.With(password, "password");
        }

        var options = new ScrubOptions { Known = known };
        return new Scrubber(key is null ? options : options with { Key = key });
    }

    /// <summary>The secrets of the environment, and of the way to the memory: its password, and the whole.</summary>
    public static KnownSecrets Known(MemorySettings memory)
    {
        KnownSecrets known = KnownSecrets.None.WithEnvironment();
        if (memory.Connection is not { } connection)
            return known;
        foreach (string? secret in new[] { connection.Password, connection.SslPassword, connection.ConnectionString })
            known = string.IsNullOrEmpty(secret) ? known : known.With(secret, secret == connection.ConnectionString ? "connection" : "password");
        return known;
    }
}
