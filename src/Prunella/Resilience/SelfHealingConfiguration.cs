using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Prunella.Resilience;

/// <summary>Fills the options from the section <c>Prunella</c>, now and after each reload; without a configuration the defaults hold.</summary>
internal sealed class SelfHealingConfiguration(IServiceProvider services) : IConfigureOptions<SelfHealingOptions>, IOptionsChangeTokenSource<SelfHealingOptions>
{
    private readonly IConfigurationSection? _section = (services.GetService(typeof(IConfiguration)) as IConfiguration)?.GetSection("Prunella");

    public string? Name => Options.DefaultName;

    public void Configure(SelfHealingOptions options)
    {
        if (_section is not null)
            _section.Bind(options);
    }

    public IChangeToken GetChangeToken() => _section?.GetReloadToken() ?? new CancellationChangeToken(CancellationToken.None);
}
