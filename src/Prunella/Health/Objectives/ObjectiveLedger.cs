using System.Globalization;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>The counts of one objective, and what they come to.</summary>
internal sealed class ObjectiveLedger
{
    private readonly ServiceObjective _objective;
    private readonly BurnWindow[] _windows;
    private readonly bool[] _burning = new bool[BurnAlert.All.Count];
    private readonly double _allowed;

    public ObjectiveLedger(ServiceObjective objective)
    {
        _objective = objective;
        _allowed = 1 - objective.Target;
        _windows = [.. BurnAlert.Windows.Select(share => new BurnWindow(objective.Window * share))];
    }

    private int LeastBad => _objective.Kind == ObjectiveKind.Health ? 1 : _objective.LeastBad;

    /// <summary>Critical while it burns fast, degraded while it burns slowly or is spent.</summary>
    public HealthState State { get; private set; } = HealthState.Healthy;

    private double Left => 1 - _windows[^1].Rate(_allowed);

    /// <summary>Counts what came until a time, and judges.</summary>
    public void Add(DateTimeOffset time, EventCounts counts)
    {
        foreach (BurnWindow window in _windows)
            window.Add(time.UtcTicks, counts);
        for (int i = 0; i < _burning.Length; i++)
            _burning[i] = BurnAlert.All[i].Burns(_windows, _allowed, LeastBad, _burning[i]);
        State = Worst is { } alert ? alert.State : Left <= 0 && _windows[^1].Sum.Bad >= LeastBad ? HealthState.Degraded : HealthState.Healthy;
    }

    /// <summary>The picture at a time.</summary>
    public ObjectiveStatus Status(DateTimeOffset time) => new(_objective.Name, new ComponentName(ObjectiveWatch.Prefix + _objective.Name), _objective.Target, _objective.Window)
    {
        Good = _windows[^1].Sum.Good, Bad = _windows[^1].Sum.Bad, BudgetLeft = Left, State = State, At = time, Reason = Reason(),
        BurnRates = [.. _windows.Take(_windows.Length - 1).Select(window => new BurnRate(window.Length, window.Rate(_allowed)))],
    };

    /// <summary>The counts, to go on from after a restart.</summary>
    public byte[] Save()
    {
        byte[] bytes = new byte[Size];
        Exchange(bytes, reading: false);
        return bytes;
    }

    /// <summary>Goes on from counts that were saved; others are ignored.</summary>
    public void Restore(byte[] counts)
    {
        if (counts.Length == Size)
            Exchange(counts, reading: true);
    }

    private int Size => _burning.Length + _windows.Length * BurnWindow.SavedBytes;

    private void Exchange(Span<byte> bytes, bool reading)
    {
        var exchange = new StateBytes(bytes, reading);
        exchange.Exchange<bool>(_burning);
        foreach (BurnWindow window in _windows)
            window.Exchange(ref exchange);
    }

    private BurnAlert? Worst
    {
        get
        {
            int first = Array.IndexOf(_burning, true);
            return first < 0 ? null : BurnAlert.All[first];
        }
    }

    private string Reason()
    {
        double left = Left;
        EventCounts all = _windows[^1].Sum;
        string budget = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, left):0.#%} of the error budget of {Span(_objective.Window)} left");
        if (Worst is not { } alert)
        {
            return all.Good + all.Bad == 0 ? $"nothing to count yet; {budget}" : string.Create(
                CultureInfo.InvariantCulture, $"{(left <= 0 ? "the budget is spent: " : string.Empty)}{1 - all.BadShare:0.####%} good of {_objective.Target:0.####%} asked; {budget}");
        }

        BurnWindow longer = _windows[alert.Long], shorter = _windows[alert.Short];
        double rate = longer.Rate(_allowed);
        string end = left > 0 && rate > 0 ? $", gone in {Span(_objective.Window * (left / rate))} at this rate" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"burns its error budget {rate:0.#} times too fast: {longer.Sum.BadShare:0.##%} bad in {Span(longer.Length)}, {shorter.Sum.BadShare:0.##%} in {Span(shorter.Length)}; {budget}{end}");
    }

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => FormattableString.Invariant($"{span.TotalDays:0.#} days"),
        { TotalHours: >= 1 } => FormattableString.Invariant($"{span.TotalHours:0.#} h"),
        { TotalMinutes: >= 1 } => FormattableString.Invariant($"{span.TotalMinutes:0.#} min"),
        _ => FormattableString.Invariant($"{span.TotalSeconds:0.#} s"),
    };
}
