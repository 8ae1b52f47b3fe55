namespace Prunella.Resilience;

/// <summary>The environment variables of the process, as they are when asked.</summary>
public sealed class EnvironmentFlagSource : IFlagSource
{
    /// <inheritdoc/>
    public IEnumerable<string> Names =>
        Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(static name => name.StartsWith(FlagNames.Prefix, StringComparison.Ordinal));

    /// <inheritdoc/>
    public string? ValueOf(string name) => Environment.GetEnvironmentVariable(name);
}
