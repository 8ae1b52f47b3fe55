using Microsoft.Extensions.Options;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Tests.Health;

public sealed class HealthOptionsTests
{
    private readonly HealthOptionsValidator _validator = new();

    [Fact]
    public void The_defaults_are_right() => Assert.True(_validator.Validate(null, new HealthOptions()).Succeeded);

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        ValidateOptionsResult result = _validator.Validate(null, new HealthOptions
        {
            DownAfter = 0,
            UpAfter = 101,
            FlapChanges = 1,
            FlapWindow = TimeSpan.Zero,
            FlapQuiet = TimeSpan.FromSeconds(-1),
            MaxComponents = 0,
            Alerts = new AlertOptions { RepeatAfter = TimeSpan.Zero, EndsAfter = TimeSpan.FromSeconds(-1), From = HealthState.Healthy },
        });

        foreach (string key in (string[])["DownAfter", "UpAfter", "FlapChanges", "FlapWindow", "FlapQuiet", "MaxComponents", "Alerts:RepeatAfter", "Alerts:EndsAfter", "Alerts:From"])
            Assert.Contains(key, result.FailureMessage, StringComparison.Ordinal);
    }
}
