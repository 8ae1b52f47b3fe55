namespace Shop.Faults;

/// <summary>How long a fault may last.</summary>
internal static class FaultTime
{
    private const double Longest = 600;

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> does not lie in 0 (excluded) to 600.</exception>
    public static TimeSpan Of(double seconds) =>
        seconds is > 0 and <= Longest
            ? TimeSpan.FromSeconds(seconds)
            : throw new ArgumentOutOfRangeException(nameof(seconds), seconds, $"A fault lasts more than 0 and at most {Longest} s.");
}
