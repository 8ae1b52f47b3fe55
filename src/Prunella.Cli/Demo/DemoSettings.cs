namespace Prunella.Cli.Demo;

/// <summary>How a demo is run.</summary>
/// <param name="StateDirectory">Where journal, logs and the shop's orders go; kept afterwards.</param>
/// <param name="Pace">Time between two faults, for those who read along.</param>
/// <param name="Rate">Requests per second.</param>
/// <param name="DashboardPort">The loopback port of the dashboard; null for none.</param>
/// <param name="User">Who watches.</param>
/// <param name="IsPlay">No script: faults come from the dashboard's page, until the end is asked for.</param>
/// <param name="Schedule">When the cascade's faults come.</param>
internal sealed record DemoSettings(
    string StateDirectory, TimeSpan Pace, double Rate, int? DashboardPort, string User, bool IsPlay, CascadeSchedule Schedule);
