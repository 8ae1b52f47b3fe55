namespace Prunella.Telemetry.Otlp;

/// <summary>Quantiles of what a point has counted.</summary>
/// <remarks>Source of the exponential buckets: OpenTelemetry, metrics data model, "ExponentialHistogram": bucket i reaches from base^i to base^(i+1), base = 2^(2^−scale).</remarks>
internal static class PointQuantile
{
    private const int MostScale = 20;

    public static double Of(in OtlpPoint point, double share) => point.Kind switch
    {
        OtlpMetricKind.Histogram => Histogram(point, share),
        OtlpMetricKind.ExponentialHistogram => Exponential(point, share),
        OtlpMetricKind.Summary => Summary(point.Message, share),
        _ => double.NaN,
    };

    private static double Histogram(in OtlpPoint point, double share)
    {
        double all = Total(point.Message, 6, isFixed: true), before = 0, lower = double.NaN;
        if (all == 0)
            return double.NaN;
        var counts = new WireNumbers(point.Message, 6, isFixed: true);
        var bounds = new WireNumbers(point.Message, 7, isFixed: true);
        while (counts.Next())
        {
            double upper = bounds.Next() ? BitConverter.UInt64BitsToDouble(bounds.Current) : double.NaN, count = counts.Current;
            if (count > 0 && before + count >= share * all)
                return Within(point, lower, upper, (share * all - before) / count);
            before += count;
            lower = upper;
        }

        return double.NaN;
    }

    private static double Exponential(in OtlpPoint point, double share)
    {
        ReadOnlySpan<byte> positive = default, negative = default;
        long scale = 0;
        double zero = 0;
        var fields = new WireReader(point.Message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 6: scale = ZigZag(fields.Number); break;
                case 7: zero = fields.Number; break;
                case 8: positive = fields.Bytes; break;
                case 9: negative = fields.Bytes; break;
                default: break;
            }
        }

        double power = Math.Pow(2, -Math.Clamp(scale, -MostScale, MostScale)), below = Total(negative, 2, isFixed: false), above = Total(positive, 2, isFixed: false);
        double all = below + zero + above, rank = share * all;
        if (all == 0)
            return double.NaN;
        if (below > 0 && rank <= below)
            return Held(point, -Bucket(negative, below - rank, power));
        return above == 0 || rank <= below + zero ? Held(point, 0) : Held(point, Bucket(positive, rank - below - zero, power));
    }

    private static double Bucket(ReadOnlySpan<byte> buckets, double rank, double power)
    {
        long offset = 0;
        var fields = new WireReader(buckets);
        while (fields.Next())
        {
            if (fields is { Field: 1, IsDelimited: false })
                offset = ZigZag(fields.Number);
        }

        var counts = new WireNumbers(buckets, 2, isFixed: false);
        double last = 0;
        for (long i = offset; counts.Next(); i++)
        {
            double count = counts.Current;
            if (count > 0)
                last = Math.Pow(2, (i + Math.Clamp(rank / count, 0, 1)) * power);
            if (count > 0 && rank <= count)
                return last;
            rank -= count;
        }

        return last;
    }

    private static double Summary(ReadOnlySpan<byte> message, double share)
    {
        double nearest = double.PositiveInfinity, found = double.NaN;
        var fields = new WireReader(message);
        while (fields.Next())
        {
            if (fields is not { Field: 6, IsDelimited: true })
                continue;
            double quantile = 0, value = 0;
            var pair = new WireReader(fields.Bytes);
            while (pair.Next())
            {
                if (pair.Field == 1)
                    quantile = BitConverter.UInt64BitsToDouble(pair.Number);
                else if (pair.Field == 2)
                    value = BitConverter.UInt64BitsToDouble(pair.Number);
            }

            if (Math.Abs(quantile - share) < nearest)
                (nearest, found) = (Math.Abs(quantile - share), value);
        }

        return found;
    }

    // The first and the last bucket are open; what is told of the least and the greatest value closes them.
    private static double Within(in OtlpPoint point, double lower, double upper, double part)
    {
        if (double.IsNaN(lower))
            lower = double.IsNaN(point.Min) ? double.IsNaN(upper) ? point.Value : Math.Min(0, upper) : point.Min;
        if (double.IsNaN(upper))
            upper = double.IsNaN(point.Max) ? lower : point.Max;
        return Held(point, lower + Math.Clamp(part, 0, 1) * (upper - lower));
    }

    private static double Held(in OtlpPoint point, double value)
    {
        if (value < point.Min)
            value = point.Min;
        return value > point.Max ? point.Max : value;
    }

    private static double Total(ReadOnlySpan<byte> message, int field, bool isFixed)
    {
        double sum = 0;
        var counts = new WireNumbers(message, field, isFixed);
        while (counts.Next())
            sum += counts.Current;
        return sum;
    }

    private static long ZigZag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);
}
