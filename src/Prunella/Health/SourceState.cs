using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>What one source says of a component, damped.</summary>
/// <remarks>
/// A conclusive reading counts at once. So does a first one that is healthy. Any other counts once a row of them has been worse, or better,
/// than what counted so far; what counts then is the reading of the row that is nearest to it, so that one bad outlier in a row
/// of mild ones does not count alone.
/// </remarks>
internal sealed class SourceState
{
    private HealthReading? _nearest;
    private bool _worsening;
    private int _row;

    /// <summary>What counts; null as long as nothing does.</summary>
    public HealthReading? Accepted { get; private set; }

    /// <summary>When it last had news: a change, or a conclusive reading. In the order that <see cref="Observe"/> is given.</summary>
    public long News { get; private set; }

    /// <summary>Takes a reading in; <paramref name="order"/> grows from reading to reading of a component.</summary>
    public void Observe(HealthReading reading, long order, int downAfter, int upAfter)
    {
        // A source that has not spoken yet is taken for well, but says nothing.
        HealthState before = Accepted?.State ?? HealthState.Healthy;
        if (reading.Conclusive || reading.State == before)
        {
            Accept(reading, order);
            return;
        }

        bool worse = reading.State < before;
        if (worse != _worsening)
            EndRow();
        _worsening = worse;
        _row++;
        if (_nearest is null || (worse ? reading.State >= _nearest.State : reading.State <= _nearest.State))
            _nearest = reading;
        if (_row >= (worse ? downAfter : upAfter))
            Accept(_nearest, order);
    }

    private void Accept(HealthReading reading, long order)
    {
        if (reading.Conclusive || reading.State != Accepted?.State)
            News = order;
        Accepted = reading;
        EndRow();
    }

    private void EndRow()
    {
        _row = 0;
        _nearest = null;
    }
}
