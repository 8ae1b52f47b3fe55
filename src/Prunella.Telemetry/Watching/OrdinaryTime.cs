using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Watching;

/// <summary>What is known of time without trouble. Bounded: at most so many things are kept.</summary>
internal sealed class OrdinaryTime
{
    private const int MostThings = 20_000, LeastVisits = 3, Often = 5;
    private readonly Dictionary<TimeKey, TimeHistory> _times = [];
    private readonly Dictionary<FlowKey, FlowHistory> _flow = [];

    private readonly TimeHistory _anyWay = new(600); // a way of which nothing is known yet is like the others

    /// <summary>Who calls whom.</summary>
    public HashSet<(string Caller, string Callee)> Calls { get; } = [];

    public void Learn(Tally window)
    {
        foreach ((TimeKey key, Tally.Moments moments) in window.Times)
        {
            if (!_times.TryGetValue(key, out TimeHistory? history))
            {
                if (_times.Count >= MostThings)
                    continue;
                _times.Add(key, history = new TimeHistory());
            }

            history.Add(moments);
            if (!key.IsWay || key.What == TraceFacts.AnyCaller)
                continue;
            _anyWay.Add(moments);
            Calls.Add((key.What, key.Service));
        }

        foreach ((FlowKey key, StepCounts steps) in window.Flow)
        {
            if (!_flow.TryGetValue(key, out FlowHistory? history))
            {
                if (_flow.Count >= MostThings)
                    continue;
                _flow.Add(key, history = new FlowHistory());
            }

            history.Add(steps);
        }
    }

    /// <summary>What is further from ordinary time than <see cref="FaultWatchOptions.Calm"/>.</summary>
    /// <param name="now">What is judged.</param>
    /// <param name="newest">A shorter look that judges times that it has often enough: then the longer one would only tell of what has passed. Null for none.</param>
    /// <param name="options">The limits.</param>
    public IEnumerable<Sign> Compare(Tally now, Tally? newest, FaultWatchOptions options)
    {
        foreach ((TimeKey key, Tally.Moments moments) in now.Times)
        {
            if (newest is not null && newest.Times.TryGetValue(key, out Tally.Moments few) && few.Count >= Often)
                continue;
            if (!_times.TryGetValue(key, out TimeHistory? history) || !history.TryCompare(moments, out double deviations, out double before, out double seen))
            {
                if (!key.IsWay || !_anyWay.TryCompare(moments, out deviations, out before, out seen))
                    continue;
            }

            if (deviations * Math.Sqrt(moments.Count / (moments.Count + 0.5)) is var surely && surely >= options.Calm && seen - before >= options.LeastDelay.TotalMilliseconds)
            {
                yield return new Sign(key.Service, FindingClass.Performance, surely, key.What,
                    new NumberEvidence($"{key}, typically", before, seen, "ms")) { IsWay = key.IsWay };
            }
        }

        foreach ((FlowKey key, StepCounts steps) in now.Flow)
        {
            if (steps.Visits < LeastVisits || !_flow.TryGetValue(key, out FlowHistory? history))
                continue;
            foreach (string step in history.Steps)
            {
                int taken = Math.Min(steps.Visits, steps.Steps.GetValueOrDefault(step));
                if (history.TryCompare(step, taken, steps.Visits, out double deviations, out double before) && deviations >= options.Calm)
                    yield return FlowSign(key, step, deviations, before, (double)taken / steps.Visits);
            }

            for (int kind = 0; kind < 2; kind++)
            {
                if (NewSteps(history, steps, errors: kind == 0, out string first) is > 0 and var never
                    && history.TryCompareNew(errors: kind == 0, never, steps.Visits, out double deviations, out double before) && deviations >= options.Calm)
                {
                    yield return FlowSign(key, first, deviations, before, (double)never / steps.Visits);
                }
            }
        }
    }

    // What was never seen is judged together: where new things come all the time, one more says nothing.
    private static int NewSteps(FlowHistory history, StepCounts steps, bool errors, out string first)
    {
        int sum = 0, most = 0;
        first = "";
        foreach ((string step, int count) in steps.Steps)
        {
            if (history.Knows(step) || LineNames.IsError(step) != errors)
                continue;
            sum += count;
            if (count > most)
                (most, first) = (count, step);
        }

        return Math.Min(sum, steps.Visits);
    }

    private static Sign FlowSign(FlowKey key, string step, double deviations, double before, double seen)
    {
        FindingClass kind = step == TraceFacts.Failure || step.Contains("error", StringComparison.OrdinalIgnoreCase) ? FindingClass.Errors : FindingClass.Behaviour;
        string what = key switch
        {
            { After: FlowKey.Anywhere, Operation: "" } => $"share of the pieces of work that write {step}",
            { After: FlowKey.Anywhere } => $"share of the visits to {key.Operation} with '{step}'",
            { Operation: "" } => $"share in which its log goes on with '{step}' after '{key.After}'",
            _ => $"share in which {key.Operation} goes on with '{step}' after '{key.After}'",
        };
        return new Sign(key.Service, kind, deviations, key.Operation, new NumberEvidence(what, before, seen, "1"));
    }
}
