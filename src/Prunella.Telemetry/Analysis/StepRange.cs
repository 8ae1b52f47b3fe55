namespace Prunella.Telemetry.Analysis;

/// <summary>A period, as steps of the axis.</summary>
/// <param name="First">The first step.</param>
/// <param name="End">The one behind the last.</param>
/// <param name="MostOccasions">Most occasions that a statement has, so that periods of several lengths can be compared.</param>
/// <param name="IsSteady">Only what came as often in the end of the period as in its beginning counts: it is to be expected after it.</param>
internal readonly record struct StepRange(int First, int End, int MostOccasions, bool IsSteady)
{
    /// <summary>Records without a time count too.</summary>
    public bool IsWhole { get; init; }

    public int Steps => End - First;

    public long CountOf(ShapeTally shape) => IsWhole ? shape.Levels.Sum() : Sum(shape.Times);

    public long Sum(int[] times)
    {
        long sum = 0;
        for (int i = First; i < End; i++)
            sum += times[i];
        return sum;
    }

    /// <summary>In how many steps it was written: what comes in a burst is one occasion.</summary>
    public long OccasionsOf(List<ShapeTally> shapes)
    {
        int middle = First + (Steps / 2), early = Occupied(shapes, First, middle), late = Occupied(shapes, middle, End);
        return Steps <= 0 ? 0 : Math.Clamp(IsSteady ? 2 * Math.Min(early, late) : early + late, 1, MostOccasions);
    }

    /// <summary>The variance of the counts by steps, over their mean; at least 1.</summary>
    public double BurstinessOf(List<Occurrences> told)
    {
        double sum = 0, squares = 0;
        for (int i = First; i < End; i++)
        {
            double count = told.Sum(one => (double)one.Times[i]);
            (sum, squares) = (sum + count, squares + (count * count));
        }

        double mean = sum / Math.Max(1, Steps);
        return mean <= 0 ? 1 : Math.Max(1, ((squares / Steps) - (mean * mean)) / mean);
    }

    private static int Occupied(List<ShapeTally> shapes, int from, int to)
    {
        int occupied = 0;
        for (int i = from; i < to; i++)
            occupied += shapes.Exists(shape => shape.Times[i] > 0) ? 1 : 0;
        return occupied;
    }
}
