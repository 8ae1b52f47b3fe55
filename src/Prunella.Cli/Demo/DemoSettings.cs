namespace Prunella.Cli.Demo;

/// <summary>How a demo is run.</summary>
/// <param name="StateDirectory">Where journal, logs and the shop's orders go; kept afterwards.</param>
/// <param name="Pace">Time between two faults, for those who read along.</param>
/// <param name="Rate">Requests per second.</param>
internal sealed record DemoSettings(string StateDirectory, TimeSpan Pace, double Rate);
