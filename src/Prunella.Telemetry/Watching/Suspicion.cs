using System.Globalization;
using Prunella.Metrics;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Watching;

/// <summary>How much speaks against a service, and how it is told.</summary>
internal static class Suspicion
{
    private const double Strongest = 30, Explained = 0.5;

    /// <summary>The strongest sign in full, further ones less and less; half of what may follow from another's trouble.</summary>
    public static double Of(IReadOnlyList<Sign> signs)
    {
        double sum = 0, weight = 1;
        foreach (Sign sign in signs.Take(6))
        {
            sum += weight * Math.Min(Strongest, sign.Deviations) * (sign.IsExplained ? Explained : 1);
            weight *= 0.5;
        }

        return sum;
    }

    public static Finding Finding(string service, TroubleTrack track, long now)
    {
        Sign first = track.Signs[0];
        double strength = Of(track.Signs);
        string change = string.Create(CultureInfo.InvariantCulture, $"{first.Number.Name}: {first.Number.Seen:0.##} instead of {first.Number.Usual:0.##}");
        return new Finding
        {
            Class = first.Class,
            Severity = strength > 20 ? FindingSeverity.Critical : strength > 10 ? FindingSeverity.Major : FindingSeverity.Minor,
            Confidence = 1 - Math.Exp(-strength / 10),
            When = new TimeWindow(new DateTimeOffset(track.Since, TimeSpan.Zero), new DateTimeOffset(Math.Max(now, track.Since), TimeSpan.Zero)),
            Title = $"{service} is in trouble: {change}.",
            Explanation = string.Create(CultureInfo.InvariantCulture,
                $"The newest seconds are {first.Deviations:0.0} deviations from what windows of ordinary time differ by among themselves."),
            Place = new SuspectedPlace(service, first.Operation),
            Confirmation = $"It goes on while {service} is under the same load, and ends when {service} is restarted or its last change undone.",
            Evidence = [.. track.Signs.Take(6).Select(static sign => sign.Number)],
        };
    }
}
