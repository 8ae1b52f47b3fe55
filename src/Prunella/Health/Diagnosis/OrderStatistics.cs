namespace Prunella.Health;

/// <summary>Quantiles without sorting: quickselect (Hoare, 1961) with a partition that does not branch on the values, so that nothing is mispredicted.</summary>
/// <remarks>Takes linear time on average; equal values, which are common, do not slow it down. The order of the values changes.</remarks>
internal static class OrderStatistics
{
    // From so few on, straight insertion is the fastest.
    private const int Few = 12;

    /// <summary>The quantile of finite values, interpolated.</summary>
    public static double Quantile(Span<double> values, double share) => Quantile(values, 0, values.Length, share);

    /// <summary>The quantile, where its place is known to lie in a part of which nothing before is greater and nothing behind is less.</summary>
    /// <param name="values">All values.</param>
    /// <param name="from">The beginning of the part.</param>
    /// <param name="to">Its end, itself not within.</param>
    /// <param name="share">In [0, 1].</param>
    public static double Quantile(Span<double> values, int from, int to, double share)
    {
        double place = share * (values.Length - 1);
        int index = (int)place;
        double low = Select(values[from..to], index - from), rest = place - index;
        return rest == 0 || index + 1 == values.Length ? low
            : low + ((index + 1 < to ? Least(values[(index + 1)..to]) : Least(values[to..])) - low) * rest;
    }

    /// <summary>The value that stands at a place of the sorted order; afterwards none before it is greater, and none behind it less.</summary>
    public static double Select(Span<double> values, int place)
    {
        Span<double> open = values;
        double before = double.NegativeInfinity;
        while (open.Length > Few)
        {
            MoveMedianToEnd(open);
            double pivot = open[^1];
            if (pivot == before)
            {
                // Nothing is less than it: what equals it goes to the front at once.
                int equal = Partition(open, Math.BitIncrement(pivot));
                if (place < equal)
                    return pivot;
                open = open[equal..];
                place -= equal;
                continue;
            }

            int less = Partition(open[..^1], pivot);
            (open[less], open[^1]) = (pivot, open[less]);
            if (place == less)
                return pivot;
            if (place < less)
            {
                open = open[..less];
                continue;
            }

            open = open[(less + 1)..];
            place -= less + 1;
            before = pivot;
        }

        Sort(open);
        return open[place];
    }

    private static void Sort(Span<double> values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            double value = values[i];
            int at = i;
            for (; at > 0 && values[at - 1] > value; at--)
                values[at] = values[at - 1];
            values[at] = value;
        }
    }

    private static int Partition(Span<double> values, double pivot)
    {
        int front = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            values[i] = values[front];
            values[front] = value;
            front += value < pivot ? 1 : 0;
        }

        return front;
    }

    private static void MoveMedianToEnd(Span<double> values)
    {
        ref double first = ref values[0], middle = ref values[values.Length / 2], last = ref values[^1];
        if (first > middle)
            (first, middle) = (middle, first);
        if (middle > last)
            (middle, last) = (last, middle);
        if (first > middle)
            (first, middle) = (middle, first);
        (middle, last) = (last, middle);
    }

    private static double Least(ReadOnlySpan<double> values)
    {
        double least = values[0];
        foreach (double value in values)
            least = value < least ? value : least;
        return least;
    }
}
