using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Bounds what strangers say: one line, not endless, one of the four states, and without secrets.</summary>
internal static class ReadingTidy
{
    public const int MaxReason = 512;
    public const int MaxEvidence = 64;

    /// <param name="reading">What was said.</param>
    /// <param name="scrubber">Takes secrets out; null for nobody.</param>
    public static HealthReading Of(HealthReading reading, IScrubber? scrubber = null) => Clean(Bounded(reading), scrubber);

    private static HealthReading Bounded(HealthReading reading)
    {
        bool known = reading.State is >= HealthState.Failed and <= HealthState.Healthy;
        string reason = Line(reading.Reason);
        bool bounded = reading.Evidence.Count <= MaxEvidence && reading.Evidence.All(static line => line.Length <= MaxReason);
        if (known && bounded && ReferenceEquals(reason, reading.Reason))
            return reading;
        return reading with
        {
            State = known ? reading.State : HealthState.Failed,
            Reason = reason,
            Evidence = bounded ? reading.Evidence : [.. reading.Evidence.Take(MaxEvidence).Select(Line)],
        };
    }

    private static HealthReading Clean(HealthReading reading, IScrubber? scrubber)
    {
        if (scrubber is null)
            return reading;
        try
        {
            string reason = scrubber.Scrub(reading.Reason);
            string[] evidence = reading.Evidence.Count == 0 ? [] : [.. reading.Evidence.Select(scrubber.Scrub)];
            return ReferenceEquals(reason, reading.Reason) && evidence.Length == 0 ? reading : reading with { Reason = reason, Evidence = evidence };
        }
        catch (Exception)
        {
            return reading with { Reason = "what was said could not be scrubbed", Evidence = [] }; // and so is not kept
        }
    }

    private static string Line(string? text)
    {
        if (text is null)
            return "no reason given";
        if (text.Length <= MaxReason && !text.AsSpan().ContainsAny('\r', '\n'))
            return text;
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxReason ? line : string.Concat(line.AsSpan(0, MaxReason - 1), "…");
    }
}
