namespace Prunella.Telemetry.Otlp;

/// <summary>Reads the points of one metric.</summary>
internal static class MetricPoints
{
    private const ulong NoRecordedValue = 1;

    /// <param name="metric">The message <c>Metric</c>.</param>
    /// <param name="resource">Whose it is.</param>
    /// <param name="sink">Takes the points.</param>
    /// <returns>How many there were.</returns>
    public static long Read(ReadOnlySpan<byte> metric, OtlpAttributes resource, IOtlpMetricSink sink)
    {
        ReadOnlySpan<byte> name = default, unit = default;
        var fields = new WireReader(metric);
        while (fields.Next())
        {
            if (fields is { Field: 1, IsDelimited: true })
                name = fields.Bytes;
            else if (fields is { Field: 3, IsDelimited: true })
                unit = fields.Bytes;
        }

        // Names may stand behind the data that they name.
        long count = 0;
        fields = new WireReader(metric);
        while (fields.Next())
        {
            if (!fields.IsDelimited || KindOf(fields.Field) is not { } kind)
                continue;
            (OtlpTemporality temporality, bool isMonotonic) = HowCounted(fields.Bytes, kind);
            var points = new WireReader(fields.Bytes);
            while (points.Next())
            {
                if (points is not { Field: 1, IsDelimited: true })
                    continue;
                OtlpPoint point = kind is OtlpMetricKind.Gauge or OtlpMetricKind.Sum ? Number(points.Bytes) : Distribution(points.Bytes, kind);
                sink.Accept(new OtlpPoint
                {
                    Name = name, Unit = unit, Kind = kind, Temporality = temporality, IsMonotonic = isMonotonic, Start = point.Start, Time = point.Time, Value = point.Value,
                    Count = point.Count, Sum = point.Sum, Min = point.Min, Max = point.Max, Attributes = point.Attributes, Resource = resource, Message = points.Bytes,
                });
                count++;
            }
        }

        return count;
    }

    private static OtlpMetricKind? KindOf(int field) => field switch
    {
        5 => OtlpMetricKind.Gauge,
        7 => OtlpMetricKind.Sum,
        9 => OtlpMetricKind.Histogram,
        10 => OtlpMetricKind.ExponentialHistogram,
        11 => OtlpMetricKind.Summary,
        _ => null,
    };

    private static (OtlpTemporality Temporality, bool IsMonotonic) HowCounted(ReadOnlySpan<byte> data, OtlpMetricKind kind)
    {
        ulong temporality = 0, monotonic = 0;
        if (kind is OtlpMetricKind.Gauge or OtlpMetricKind.Summary)
            return default;
        var fields = new WireReader(data);
        while (fields.Next())
        {
            if (fields is { Field: 2, IsDelimited: false })
                temporality = fields.Number;
            else if (fields is { Field: 3, IsDelimited: false })
                monotonic = fields.Number;
        }

        return (temporality <= 2 ? (OtlpTemporality)temporality : OtlpTemporality.Unspecified, monotonic != 0);
    }

    private static OtlpPoint Number(ReadOnlySpan<byte> message)
    {
        ulong start = 0, time = 0, flags = 0;
        double value = double.NaN;
        var fields = new WireReader(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 2: start = fields.Number; break;
                case 3: time = fields.Number; break;
                case 4: value = BitConverter.UInt64BitsToDouble(fields.Number); break;
                case 6: value = (long)fields.Number; break;
                case 8: flags = fields.Number; break;
                default: break;
            }
        }

        return new OtlpPoint
        {
            Start = Time(start), Time = Time(time), Value = (flags & NoRecordedValue) != 0 ? double.NaN : value,
            Sum = double.NaN, Min = double.NaN, Max = double.NaN, Attributes = new OtlpAttributes(message, 7),
        };
    }

    private static OtlpPoint Distribution(ReadOnlySpan<byte> message, OtlpMetricKind kind)
    {
        ulong start = 0, time = 0, count = 0;
        double sum = double.NaN, min = double.NaN, max = double.NaN;
        (int least, int greatest, int attributes) = kind switch
        {
            OtlpMetricKind.Histogram => (11, 12, 9),
            OtlpMetricKind.ExponentialHistogram => (12, 13, 1),
            _ => (-1, -1, 7),
        };
        var fields = new WireReader(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 2: start = fields.Number; break;
                case 3: time = fields.Number; break;
                case 4: count = fields.Number; break;
                case 5: sum = BitConverter.UInt64BitsToDouble(fields.Number); break;
                default:
                    if (fields.Field == least)
                        min = BitConverter.UInt64BitsToDouble(fields.Number);
                    else if (fields.Field == greatest)
                        max = BitConverter.UInt64BitsToDouble(fields.Number);
                    break;
            }
        }

        return new OtlpPoint
        {
            Start = Time(start), Time = Time(time), Value = count == 0 ? double.NaN : sum / count, Count = count, Sum = sum, Min = min, Max = max,
            Attributes = new OtlpAttributes(message, attributes),
        };
    }

    private static long Time(ulong nanoseconds) => (long)Math.Min(nanoseconds, long.MaxValue);
}
