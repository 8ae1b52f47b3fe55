using Microsoft.Extensions.Logging;

namespace Prunella.Metrics;

/// <summary>An observer, and how often it threw. The hub's thread.</summary>
internal sealed class ObserverSeat(ISeriesObserver observer, ILogger logger)
{
    private bool _threw;
    private int _faults;

    public ISeriesObserver Observer => observer;

    public void OnPoint(SeriesInfo series, in SeriesPoint point)
    {
        if (_threw)
            return; // at most one complaint for each roll-up
        try
        {
            observer.OnPoint(series, point);
        }
        catch (Exception error)
        {
            Note(error);
        }
    }

    /// <summary>Ends the roll-up.</summary>
    /// <returns>Whether the observer is to be asked again.</returns>
    public bool OnRolledUp(DateTimeOffset time)
    {
        try
        {
            if (!_threw)
                observer.OnRolledUp(time);
        }
        catch (Exception error)
        {
            Note(error);
        }

        _faults = _threw ? _faults + 1 : 0;
        _threw = false;
        if (_faults < MetricsHub.ToleratedFaults)
            return true;
        logger.ObserverGivenUp(observer.GetType().Name, _faults);
        return false;
    }

    private void Note(Exception error)
    {
        _threw = true;
        if (_faults == 0)
            logger.ObserverFailed(observer.GetType().Name, error);
    }
}
