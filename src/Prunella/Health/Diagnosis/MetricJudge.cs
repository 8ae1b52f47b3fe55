namespace Prunella.Health;

/// <summary>Judges the components by what the series show and by who calls whom.</summary>
/// <remarks>
/// Signs from inside count in full, signs from outside less: a victim shows only these (the idea of PRISM, arXiv 2601.21359). What a component
/// shows outside is taken from it as far as one that it calls, or its own waiting, accounts for it. Where callers wait and nobody slow
/// answers, those that all waiting callers have in common are suspected: their answers do not get through.
/// </remarks>
internal sealed class MetricJudge(CallGraph graph, MetricSigns signs, AlarmedSignal? alarm, DiagnosisWeights weights)
{
    private readonly ComponentSigns[] _all = signs.Components;

    /// <summary>How much speaks against each component, by number.</summary>
    public double[] Scores()
    {
        for (int c = 0; c < _all.Length; c++)
            Explain(c);
        bool[]? reached = alarm is not null && graph.HasCalls && graph.Find(alarm.Component) is { } start ? graph.ReachedFrom(start) : null;
        bool anyInside = _all.Any(static one => one.HasInternal);
        double[] scores = new double[_all.Length];
        for (int c = 0; c < scores.Length; c++)
        {
            ComponentSigns own = _all[c];
            double score = own.Internal
                + weights.External * own.External * (1 + weights.HitCallers * HitCallersOf(c)) * (1 + weights.NewCallee * (graph.CalleesOf(c).Any(x => _all[x].IsNew) ? 1 : 0))
                + weights.CallersWait * CallersWait(c) * (1 + weights.Lost * Math.Min(1, Math.Max(own.TrafficLess, own.LatencyLess)))
                + weights.Starves * Starves(c)
                + weights.WaitingLess * own.WaitingLess
                + weights.LatencyLess * own.LatencyLess
                + weights.Host * own.Host;
            if (anyInside)
                score *= Math.Pow(own.Activity + 0.05, own.Activity > 0 ? weights.ActivityPower : 0);
            score += weights.Activity * own.Activity;
            if (reached is { } && !reached[c])
                score *= weights.Unreached;
            if (anyInside && !own.HasInternal)
                score *= weights.View;
            scores[c] = score;
        }

        return scores;
    }

    /// <summary>How much the callers of a component wait for those they call, as far as all of them do.</summary>
    public double CallersWait(int component)
    {
        HashSet<int> callers = graph.CallersOf(component);
        double wait = 0;
        int quiet = 0;
        foreach (int caller in callers)
        {
            if (_all[caller].Waiting > 0.3)
                wait += _all[caller].Waiting / (1 + weights.Shared * graph.CalleesOf(caller).Count);
            else
                quiet++;
        }

        return callers.Count == 0 ? 0 : wait * Math.Max(0, 1 - weights.CallersDoNot * quiet / callers.Count);
    }

    /// <summary>How much less those are asked that only this component should be asking.</summary>
    public double Starves(int component)
    {
        Span<double> most = [0, 0, 0];
        foreach (int callee in graph.CalleesOf(component))
        {
            double less = _all[callee].TrafficLess / graph.CallersOf(callee).Count;
            if (less > most[0])
            {
                most[0] = less;
                most.Sort();
            }
        }

        return Math.Max(0, (most[0] + most[1] + most[2]) / 3 - _all[component].TrafficLess / 2);
    }

    private void Explain(int component)
    {
        ComponentSigns own = _all[component];
        foreach ((string metric, (double deviations, double amount, int series)) in own.Outside)
        {
            double explained = 0;
            foreach (int callee in graph.CalleesOf(component))
            {
                if (amount > 0 && _all[callee].Outside.TryGetValue(metric, out var its) && its.Deviations > 0)
                    explained = Math.Max(explained, Math.Min(1, its.Amount / amount) * Math.Min(1, its.Deviations / 6));
            }

            double left = signs.Strength(deviations * (1 - weights.Explained * explained));
            if (left > own.External)
                (own.External, own.ExternalSeries) = (left, series);
            own.ExternalRaw = Math.Max(own.ExternalRaw, signs.Strength(deviations));
        }

        own.External *= 1 - weights.ExplainedByWaiting * Math.Min(1, own.Waiting);
    }

    private int HitCallersOf(int component)
    {
        int hit = 0;
        foreach (int caller in graph.CallersOf(component))
            hit += _all[caller].ExternalRaw > 0.5 || _all[caller].Waiting > 0.5 ? 1 : 0;
        return hit;
    }
}
