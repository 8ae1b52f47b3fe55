namespace Prunella.Resilience;

/// <summary>Where flags come from: the environment, a file, a service. Any thread may ask.</summary>
public interface IFlagSource
{
    /// <summary>The names beginning with <see cref="FlagNames.Prefix"/> that it has a value for.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The value of a flag; null where it has none.</summary>
    string? ValueOf(string name);
}
