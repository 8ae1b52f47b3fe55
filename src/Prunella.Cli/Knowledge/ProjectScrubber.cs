using Microsoft.Extensions.Configuration;
using Prunella.Patterns.Scrubbing;
using Prunella.Supervisor;

namespace Prunella.Cli.Knowledge;

/// <summary>The scrubber of a project's agent: it knows the secrets of the environment, of the services' variables and of the ways that alerts go.</summary>
internal static class ProjectScrubber
{
    public static Scrubber Of(SupervisionPlan plan)
    {
        KnownSecrets known = KnownSecrets.None.WithEnvironment();
        foreach (ServicePlan service in plan.Services)
            known = known.WithConfiguration(new ConfigurationBuilder().AddInMemoryCollection(service.Environment.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
        if (plan.Alerts is { } alerts)
        {
            known = alerts.Webhooks.Aggregate(known, static (sum, address) => sum.With(address, "webhook"));
            if (alerts.Email.Password is { } password)
                known = known.With(password, "password");
        }

        return new Scrubber(new ScrubOptions { Known = known });
    }
}
