namespace Prunella.Cli.Demo;

/// <summary>One thing that the cascade must show.</summary>
/// <param name="Name">What.</param>
/// <param name="Bar">The bar, for people.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Met">Whether it is good enough.</param>
internal sealed record CascadeCheck(string Name, string Bar, double Value, bool Met);
