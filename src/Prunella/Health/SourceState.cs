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

    /// <summary>Takes a reading in.</summary>
    public void Observe(HealthReading reading, int downAfter, int upAfter)
    {
        // A source that has not spoken yet is taken for well, but says nothing.
        HealthState before = Accepted?.State ?? HealthState.Healthy;
        if (reading.Conclusive || reading.State == before)
        {
            Accept(reading);
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
            Accept(_nearest);
    }

    private void Accept(HealthReading reading)
    {
        Accepted = reading;
        EndRow();
    }

    private void EndRow()
    {
        _row = 0;
        _nearest = null;
    }
}
