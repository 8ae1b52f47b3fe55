using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Watching;

/// <summary>In which share of the visits to one operation each step was taken, in the windows of ordinary time.</summary>
internal sealed class FlowHistory
{
    private const int MostWindows = 60, MostSteps = 256, LeastVisits = 8;
    private readonly Queue<(int Visits, Dictionary<string, int> Steps)> _windows = new(MostWindows);
    private readonly Dictionary<string, long> _taken = new(StringComparer.Ordinal);
    private long _visits;

    /// <summary>The steps that were ever taken.</summary>
    public IEnumerable<string> Steps => _taken.Keys;

    public void Add(int visits, Dictionary<string, int> steps)
    {
        if (_windows.Count == MostWindows)
        {
            (int oldVisits, Dictionary<string, int> old) = _windows.Dequeue();
            _visits -= oldVisits;
            foreach ((string step, int count) in old)
            {
                if ((_taken[step] -= count) == 0)
                    _taken.Remove(step);
            }
        }

        Dictionary<string, int> kept = _taken.Count < MostSteps ? steps : steps.Where(pair => _taken.ContainsKey(pair.Key)).ToDictionary(StringComparer.Ordinal);
        _windows.Enqueue((visits, kept));
        _visits += visits;
        foreach ((string step, int count) in kept)
            CollectionsMarshal.GetValueRefOrAddDefault(_taken, step, out _) += count;
    }

    /// <summary>Deviations of a share from ordinary time: the likelihood ratio of a binomial, with as few independent visits as the windows differ by.</summary>
    public bool TryCompare(string step, int taken, int visits, out double deviations, out double before)
    {
        (deviations, before) = (0, 0);
        if (_visits < LeastVisits || visits == 0)
            return false;
        long known = _taken.GetValueOrDefault(step);
        before = (double)known / _visits;
        double expected = (known + 0.5) / (_visits + 1), seen = (double)taken / visits, spread = 0;
        foreach ((int oldVisits, Dictionary<string, int> old) in _windows)
        {
            double away = (double)old.GetValueOrDefault(step) / oldVisits - before;
            spread += away * away * oldVisits / _visits;
        }

        double chance = before * (1 - before) * _windows.Count / _visits; // what the windows' size alone lets them differ by
        double extra = Math.Max(0, spread - chance) / (expected * (1 - expected));
        double independent = 1 / (1.0 / visits + 1.0 / _visits + extra);
        deviations = Math.Sqrt(2 * independent * Math.Max(0, Part(seen, expected) + Part(1 - seen, 1 - expected)));
        deviations *= 0.4 + 0.6 * Math.Abs(2 * before - 1); // what is done now and then tells less than what is always or never done
        return true;
    }

    private static double Part(double seen, double expected) => seen <= 0 ? 0 : seen * Math.Log(seen / expected);
}
