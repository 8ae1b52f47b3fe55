using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>A pair of windows that both must burn so and so many times too fast.</summary>
/// <remarks>
/// The long window shows that a share of the budget that matters is gone, the short one that it still goes. Factors and windows are those of
/// "The Site Reliability Workbook" (Google, 2018), chapter 5, for 30 days: 2 % of the budget in an hour, 5 % in six, 10 % in three days.
/// </remarks>
/// <param name="Factor">How many times too fast.</param>
/// <param name="Long">Which of the windows is the long one.</param>
/// <param name="Short">Which is the short one.</param>
/// <param name="State">What it brings the objective into.</param>
internal sealed record BurnAlert(double Factor, int Long, int Short, HealthState State)
{
    // Once on, a pair stays on until the short window has clearly fallen.
    private const double Release = 0.8;

    /// <summary>The share of the objective's window that each window is long: 5 min, 30 min, 1 h, 6 h and 3 d of 30 days, and all of them.</summary>
    public static IReadOnlyList<double> Windows { get; } = [1 / 8640.0, 1 / 1440.0, 1 / 720.0, 1 / 120.0, 1 / 10.0, 1];

    public static IReadOnlyList<BurnAlert> All { get; } =
    [
        new(14.4, 2, 0, HealthState.Critical), new(6, 3, 1, HealthState.Critical), new(1, 4, 3, HealthState.Degraded),
    ];

    public bool Burns(BurnWindow[] windows, double allowed, int leastBad, bool before)
    {
        double soon = windows[Short].Rate(allowed);
        return before
            ? soon >= Factor * Release
            : soon >= Factor && windows[Long].Rate(allowed) >= Factor && windows[Long].Sum.Bad >= leastBad;
    }
}
