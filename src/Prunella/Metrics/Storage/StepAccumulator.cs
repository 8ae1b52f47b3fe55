namespace Prunella.Metrics;

/// <summary>Gathers steps into one of a coarser tier.</summary>
/// <remarks>Mutable struct: keep in one field, never copy, guard with the owner's lock.</remarks>
internal struct StepAccumulator
{
    private long _index;
    private double _sum;
    private float _low;
    private float _high;
    private int _values;
    private int _resets;
    private int _missing;

    /// <summary>Whether anything was gathered.</summary>
    public readonly bool IsEmpty => _values + _resets + _missing == 0;

    /// <summary>The coarser step that is being gathered.</summary>
    public readonly long Index => _index;

    /// <summary>What was gathered so far: a value if any step had one, else a reset if there was one, else missing.</summary>
    public readonly Step Current => _values > 0
        ? new Step(_index, (float)(_sum / _values), _low, _high, PointState.Value)
        : new Step(_index, float.NaN, float.NaN, float.NaN, _resets > 0 ? PointState.Reset : PointState.Missing);

    /// <summary>Begins a coarser step.</summary>
    public void Begin(long index) => this = new StepAccumulator { _index = index, _low = float.PositiveInfinity, _high = float.NegativeInfinity };

    /// <summary>Adds a step.</summary>
    public void Add(in Step step)
    {
        switch (step.State)
        {
            case PointState.Value:
                _values++;
                _sum += step.Mean;
                _low = Math.Min(_low, step.Low);
                _high = Math.Max(_high, step.High);
                break;
            case PointState.Reset:
                _resets++;
                break;
            default:
                _missing++;
                break;
        }
    }
}
