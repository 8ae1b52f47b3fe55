using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Watching;

/// <summary>In which share of the visits to one place each step was taken, in the windows of ordinary time.</summary>
internal sealed class FlowHistory
{
    private const int MostWindows = 60, MostSteps = 256, LeastVisits = 6, LeastWindows = 3;
    private readonly Queue<(StepCounts Kept, long Errors, long Others)> _windows = new(MostWindows);
    private readonly Dictionary<string, Usual> _usual = new(StringComparer.Ordinal);
    private long _visits, _leftOutErrors, _leftOutOthers;

    /// <summary>The steps that were ever taken.</summary>
    public IEnumerable<string> Steps => _usual.Keys;

    /// <summary>Whether a step was ever taken, as far as is known.</summary>
    public bool Knows(string step) => _usual.Count >= MostSteps || _usual.ContainsKey(step);

    public void Add(StepCounts window)
    {
        if (_windows.Count == MostWindows)
        {
            (StepCounts old, long errors, long others) = _windows.Dequeue();
            _visits -= old.Visits;
            _leftOutErrors -= errors;
            _leftOutOthers -= others;
            foreach ((string step, int count) in old.Steps)
            {
                Usual known = _usual[step];
                if (known.Windows == 1)
                    _usual.Remove(step);
                else
                    _usual[step] = new Usual(known.Taken - count, known.Squares - (double)count * count / old.Visits, known.Windows - 1);
            }
        }

        StepCounts kept = _usual.Count + window.Steps.Count <= MostSteps ? window : window.Only(_usual.ContainsKey);
        (long leftOutErrors, long leftOutOthers) = LeftOut(window, kept);
        _windows.Enqueue((kept, leftOutErrors, leftOutOthers));
        _visits += kept.Visits;
        _leftOutErrors += leftOutErrors;
        _leftOutOthers += leftOutOthers;
        foreach ((string step, int count) in kept.Steps)
        {
            ref Usual known = ref CollectionsMarshal.GetValueRefOrAddDefault(_usual, step, out _);
            known = new Usual(known.Taken + count, known.Squares + (double)count * count / window.Visits, known.Windows + 1);
        }
    }

    /// <summary>Deviations of a share from ordinary time: the likelihood ratio of a binomial, with as few independent visits as the windows differ by.</summary>
    public bool TryCompare(string step, int taken, int visits, out double deviations, out double before) =>
        TryCompare(_usual.GetValueOrDefault(step), taken, visits, out deviations, out before);

    private bool TryCompare(Usual known, int taken, int visits, out double deviations, out double before)
    {
        (deviations, before) = (0, 0);
        if (_visits < LeastVisits || _windows.Count < LeastWindows || visits == 0)
            return false;
        before = (double)known.Taken / _visits;
        double expected = (known.Taken + 0.5) / (_visits + 1), seen = (double)taken / visits;
        double spread = known.Squares / _visits - before * before;
        double chance = before * (1 - before) * _windows.Count / _visits; // what the windows' size alone lets them differ by
        double extra = Math.Max(0, spread - chance) / (expected * (1 - expected));
        double independent = 1 / (1.0 / visits + 1.0 / _visits + extra);
        deviations = Math.Sqrt(2 * independent * Math.Max(0, Part(seen, expected) + Part(1 - seen, 1 - expected)));
        deviations *= 0.4 + 0.6 * Math.Abs(2 * before - 1); // what is done now and then tells less than what is always or never done
        return true;
    }

    /// <summary>Deviations upwards of the share in which steps are taken that never were: errors, or others.</summary>
    /// <remarks>How often that is so is told by the steps that were taken in a single window. Source: Good, "The population frequencies of species and the estimation of population parameters", Biometrika 1953.</remarks>
    public bool TryCompareNew(bool errors, int taken, int visits, out double deviations, out double before)
    {
        long once = errors ? _leftOutErrors : _leftOutOthers; // there was no room for them, so they had not been there before
        foreach ((string step, Usual usual) in _usual)
            once += usual.Windows == 1 && LineNames.IsError(step) == errors ? usual.Taken : 0;
        return TryCompare(new Usual(once, (double)once * once / Math.Max(1, _visits), 0), taken, visits, out deviations, out before)
            && taken > before * visits; // less that is new is no news
    }

    private static (long Errors, long Others) LeftOut(StepCounts window, StepCounts kept)
    {
        (long errors, long others) = (0, 0);
        if (ReferenceEquals(window, kept))
            return (0, 0);
        foreach ((string step, int count) in window.Steps)
        {
            if (kept.Steps.ContainsKey(step))
                continue;
            if (LineNames.IsError(step))
                errors += count;
            else
                others += count;
        }

        return (errors, others);
    }

    private static double Part(double seen, double expected) => seen <= 0 ? 0 : seen * Math.Log(seen / expected);

    /// <param name="Taken">How often it was taken.</param>
    /// <param name="Squares">The sum, over windows, of the square of how often it was taken by the visits of the window.</param>
    /// <param name="Windows">In how many windows it was taken.</param>
    private readonly record struct Usual(long Taken, double Squares, int Windows);
}
