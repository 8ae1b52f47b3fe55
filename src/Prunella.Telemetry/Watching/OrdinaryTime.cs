using System.Runtime.InteropServices;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Watching;

/// <summary>What is known of time without trouble. Bounded: at most so many things are kept.</summary>
internal sealed class OrdinaryTime
{
    private const int MostThings = 20_000, LeastVisits = 3, Often = 5;
    private readonly Dictionary<TimeKey, TimeHistory> _times = [];
    private readonly Dictionary<(string Service, string Operation), FlowHistory> _flow = [];

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

        foreach (((string service, string operation), (int visits, Dictionary<string, int> steps)) in Visits(window))
        {
            if (!_flow.TryGetValue((service, operation), out FlowHistory? history))
            {
                if (_flow.Count >= MostThings)
                    continue;
                _flow.Add((service, operation), history = new FlowHistory());
            }

            history.Add(visits, steps);
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

        foreach (((string service, string operation), (int visits, Dictionary<string, int> steps)) in Visits(now))
        {
            if (visits < LeastVisits || !_flow.TryGetValue((service, operation), out FlowHistory? history))
                continue;
            foreach (string step in history.Steps.Union(steps.Keys, StringComparer.Ordinal))
            {
                int taken = steps.GetValueOrDefault(step);
                if (history.TryCompare(step, taken, visits, out double deviations, out double before) && deviations >= options.Calm)
                {
                    FindingClass kind = step == TraceFacts.Failure || step.Contains("error", StringComparison.OrdinalIgnoreCase) ? FindingClass.Errors : FindingClass.Behaviour;
                    yield return new Sign(service, kind, deviations, operation,
                        new NumberEvidence($"share of the visits to {operation} with '{step}'", before, (double)taken / visits, "1"));
                }
            }
        }
    }

    private static Dictionary<(string Service, string Operation), (int Visits, Dictionary<string, int> Steps)> Visits(Tally tally)
    {
        var visits = new Dictionary<(string, string), (int Visits, Dictionary<string, int> Steps)>();
        foreach ((FlowKey key, int count) in tally.Flow)
        {
            ref (int Visits, Dictionary<string, int> Steps) one = ref CollectionsMarshal.GetValueRefOrAddDefault(visits, (key.Service, key.Operation), out bool known);
            if (!known)
                one.Steps = new Dictionary<string, int>(StringComparer.Ordinal);
            if (key.Step.Length == 0)
                one.Visits = count;
            else
                one.Steps.Add(key.Step, count);
        }

        return visits;
    }
}
