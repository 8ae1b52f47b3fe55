namespace Prunella.Health;

/// <summary>Reads the series: what each component shows, seen from inside and from outside.</summary>
internal sealed class MetricSigns
{
    private readonly DiagnosisWeights _weights;
    private readonly IReadOnlyList<DiagnosisSeries> _series;
    private readonly SeriesShift[] _shifts;
    private readonly bool[] _measured;
    private double[] _path = [];
    private readonly Dictionary<string, double> _typical;

    private MetricSigns(IReadOnlyList<DiagnosisSeries> series, DiagnosisWeights weights)
    {
        (_series, _weights) = (series, weights);
        _shifts = new SeriesShift[series.Count];
        _measured = new bool[series.Count];
        var meter = new ShiftMeter();
        for (int i = 0; i < series.Count; i++)
            _measured[i] = meter.TryMeasure(series[i].Normal.Span, series[i].Anomalous.Span, out _shifts[i]);
        _typical = Typical();
    }

    /// <summary>What the components show, by their numbers in the graph.</summary>
    public ComponentSigns[] Components { get; private set; } = [];

    public static MetricSigns Read(DiagnosisInput input, CallGraph graph, DiagnosisWeights weights)
    {
        var signs = new MetricSigns(input.Series, weights);
        signs.Gather(graph, input.Alarm);
        return signs;
    }

    /// <summary>Words and numbers of one series.</summary>
    public string Describe(int series)
    {
        SeriesShift shift = _shifts[series];
        DiagnosisSeries from = _series[series];
        (double up, double down) = Deviations(series);
        bool rose = up >= down;
        double now = rose ? shift.Median + shift.Up : shift.Median - shift.Down;
        string factor = shift.Median > 0 && now / shift.Median is > 1.5 and < 1e6 ? FormattableString.Invariant($", {now / shift.Median:0.#} times") : "";
        return FormattableString.Invariant(
            $"{from.Metric} {(rose ? "rose" : "fell")} from {Number(shift.Median)} to {Number(now)}{factor} ({Math.Min(999, Math.Max(up, down)):0.#} deviations)");
    }

    /// <summary>The name of a series; null below 0.</summary>
    public string? MetricOf(int series) => series < 0 ? null : _series[series].Metric;

    /// <summary>Strength of a shift of so many deviations.</summary>
    public double Strength(double deviations) =>
        deviations > 0 ? 0.5 * Math.Log(1 + deviations / _weights.Knee * (deviations / _weights.Knee)) : 0;

    private static string Number(double value) => Math.Abs(value) is 0 or (>= 0.01 and < 100_000)
        ? value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)
        : value.ToString("0.##e+0", System.Globalization.CultureInfo.InvariantCulture);

    private Dictionary<string, double> Typical()
    {
        var values = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        for (int i = 0; i < _series.Count; i++)
        {
            if (!_measured[i])
                continue;
            if (!values.TryGetValue(_series[i].Metric, out List<double>? list))
                values.Add(_series[i].Metric, list = []);
            list.Add(Math.Abs(_shifts[i].Median));
        }

        return values.ToDictionary(static pair => pair.Key, static pair =>
        {
            Span<double> values = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pair.Value);
            return OrderStatistics.Quantile(values, 0.5);
        }, StringComparer.Ordinal);
    }

    private (double Up, double Down) Deviations(int i)
    {
        SeriesShift shift = _shifts[i];
        bool slow = _series[i].Kind is SignalKind.Latency or SignalKind.Waiting;
        double level = Math.Max(Math.Abs(shift.Median), _weights.PoolFloor * _typical[_series[i].Metric]);
        double floor = Math.Max((slow ? _weights.LatencyFloor : _weights.Floor) * level + 1e-12, _series[i].Least);
        return (shift.Up / Math.Max(shift.UpScale, floor) * shift.Coverage, shift.Down / Math.Max(shift.DownScale, floor) * shift.Coverage);
    }

    private void Gather(CallGraph graph, AlarmedSignal? alarm)
    {
        Components = new ComponentSigns[graph.Count];
        for (int i = 0; i < Components.Length; i++)
            Components[i] = new ComponentSigns();
        double[]? course = Course(alarm);
        var busiest = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int i = 0; i < _series.Count; i++)
        {
            if (_measured[i] && _series[i].Kind == SignalKind.Traffic)
                busiest[_series[i].Metric] = Math.Max(busiest.GetValueOrDefault(_series[i].Metric), Math.Abs(_shifts[i].Median));
        }

        for (int i = 0; i < _series.Count; i++)
        {
            if (_measured[i])
                Take(Components[graph.Number(_series[i].Component)], i, course, busiest);
        }
    }

    private void Take(ComponentSigns signs, int i, double[]? course, Dictionary<string, double> busiest)
    {
        (double up, double down) = Deviations(i);
        SeriesShift shift = _shifts[i];
        string metric = _series[i].Metric;
        if (course is not null)
        {
            // What did not move that way needs no correlation to count for nothing.
            up = up > 0 ? up * Accord(i, 1, course) : up;
            down = down > 0 ? down * Accord(i, -1, course) : down;
        }

        switch (_series[i].Kind)
        {
            case SignalKind.Internal:
                signs.HasInternal = true;
                double inside = Math.Max(Strength(up), _weights.InternalFall * Strength(down));
                if (inside > signs.Internal)
                    (signs.Internal, signs.InternalSeries) = (inside, i);
                break;
            case SignalKind.Host:
                signs.Host = Math.Max(signs.Host, Strength(up));
                break;
            case SignalKind.Latency:
                ShowOutside(signs, i, up, shift.Up);
                signs.LatencyLess = Math.Max(signs.LatencyLess, Strength(down));
                break;
            case SignalKind.Errors:
                ShowOutside(signs, i, up, shift.Up);
                break;
            case SignalKind.Availability:
                ShowOutside(signs, i, down, shift.Down);
                break;
            case SignalKind.Waiting:
                if (Strength(up) is var waits && waits > signs.Waiting)
                    (signs.Waiting, signs.WaitingSeries) = (waits, i);
                signs.WaitingLess = Math.Max(signs.WaitingLess, Strength(down));
                break;
            default:
                if (Strength(down) is var less && less > signs.TrafficLess)
                    (signs.TrafficLess, signs.TrafficSeries) = (less, i);
                signs.IsNew |= up > 3 && Math.Abs(shift.Median) <= 0.02 * _typical[metric];
                if (busiest[metric] > 0)
                    signs.Activity = Math.Max(signs.Activity, Math.Sqrt(Math.Abs(shift.Median) / busiest[metric]));
                break;
        }
    }

    // Of several of one family the one that is furthest off stands for all.
    private void ShowOutside(ComponentSigns signs, int series, double deviations, double amount)
    {
        string family = _series[series].Family ?? _series[series].Metric;
        if (!signs.Outside.TryGetValue(family, out var known) || deviations > known.Deviations)
            signs.Outside[family] = (deviations, Math.Max(0, amount), series);
    }

    private double[]? Course(AlarmedSignal? alarm)
    {
        if (alarm?.Metric is null)
            return null;
        for (int i = 0; i < _series.Count; i++)
        {
            if (!_measured[i] || _series[i].Component != alarm.Component || _series[i].Metric != alarm.Metric)
                continue;
            (double up, double down) = Deviations(i);
            int sign = _series[i].Kind switch { SignalKind.Availability => -1, SignalKind.Traffic when down > up => -1, _ => 1 };
            return Path(i, sign);
        }

        return null;
    }

    private double Accord(int series, int sign, double[] course)
    {
        double[] window = _series[series].Anomalous.Length <= _path.Length ? _path : _path = new double[_series[series].Anomalous.Length];
        int length = Path(series, sign, window);
        double together = Correlation(window.AsSpan(0, length), course);
        return 1 - _weights.Moves + _weights.Moves * Math.Pow(Math.Max(0, together), 2);
    }

    private double[] Path(int series, int sign)
    {
        double[] path = new double[_series[series].Anomalous.Length];
        _ = Path(series, sign, path);
        return path;
    }

    // The deviations of the window's points, to one side.
    private int Path(int series, int sign, Span<double> path)
    {
        SeriesShift shift = _shifts[series];
        double scale = Math.Max(Math.Max(shift.Spread, 0.03 * Math.Abs(shift.Median)), 1e-12);
        ReadOnlySpan<double> window = _series[series].Anomalous.Span;
        for (int i = 0; i < window.Length; i++)
            path[i] = double.IsFinite(window[i]) ? Math.Max(0, sign * (window[i] - shift.Median) / scale) : 0;
        return window.Length;
    }

    // Pearson's, with as many points of ordinary time, which are zero, as the window has: so a steady shift goes with a steady shift.
    private static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int length = Math.Min(a.Length, b.Length), count = 2 * length;
        double sumA = 0, sumB = 0, squareA = 0, squareB = 0, product = 0;
        for (int i = 0; i < length; i++)
        {
            sumA += a[i];
            sumB += b[i];
            squareA += a[i] * a[i];
            squareB += b[i] * b[i];
            product += a[i] * b[i];
        }

        double spread = (squareA - sumA * sumA / count) * (squareB - sumB * sumB / count);
        return spread > 0 ? (product - sumA * sumB / count) / Math.Sqrt(spread) : 0;
    }
}
