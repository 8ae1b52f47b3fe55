using Microsoft.Extensions.Configuration;

namespace Prunella.Resilience;

/// <summary>The section <c>Prunella</c> of the configuration: <c>Prunella:SELF_HEALING_RETRY</c>.</summary>
public sealed class ConfigurationFlagSource(IConfiguration configuration) : IFlagSource
{
    private readonly IConfigurationSection _section = configuration.GetSection("Prunella");

    /// <inheritdoc/>
    public IEnumerable<string> Names =>
        _section.GetChildren().Select(static child => child.Key).Where(static name => name.StartsWith(FlagNames.Prefix, StringComparison.Ordinal));

    /// <inheritdoc/>
    public string? ValueOf(string name) => _section[name];
}
