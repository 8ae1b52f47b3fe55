using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>What a detector says of one point.</summary>
/// <param name="Score">How unusual it is, from 0 to 1; one half is a surprise of 10, as if seen by chance once in 10¹⁰ looks of independent views.</param>
/// <param name="Surprise">The sum of the views' surprises, −log₁₀ of how seldom each saw something new; 0 at rest.</param>
/// <param name="Threshold">What <paramref name="Surprise"/> had to reach for an alarm, by the budget of false alarms.</param>
/// <param name="IsAlarm">Whether it reached it.</param>
/// <param name="Deviation">How far the value lies from the recent ones, in their standard deviations; signed.</param>
/// <param name="State">The state of the series after this point.</param>
/// <param name="Verdict">What became of the point.</param>
public readonly record struct Detection(
    double Score, double Surprise, double Threshold, bool IsAlarm, double Deviation, HealthState State, PointVerdict Verdict);
