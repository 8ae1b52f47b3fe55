using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Resilience;

/// <summary>Tells what was done: a log line, a count, and a journal entry that stands for all of its kind within a second.</summary>
/// <remarks>Never throws: a broken logger or journal must not reach a call.</remarks>
internal sealed class HealingReporter(ILogger logger, IJournal? journal, CoarseClock clock, bool isObserved = true)
{
    private const long JournalInterval = 1000;
    private const int MostKeys = 4096;

    private readonly ConcurrentDictionary<(string Service, string Action), Pending> _pending = new();
    private long _lastFault = long.MinValue / 2;

    public void Retrying(string service, int attempt, TimeSpan delay, OutcomeKind kind, Exception? error) => Tell(service, "retry",
        $"retry {attempt} after {kind}", () => logger.Retrying(service, attempt, delay.TotalMilliseconds, kind, error?.Message ?? "a bad answer"));

    public void RetryRefused(string service, string reason) => Tell(service, "retry-refused", reason, () => logger.RetryRefused(service, reason));

    public void StaleServed(string service, TimeSpan age, string reason) => Tell(service, "stale",
        $"{age.TotalMilliseconds:0} ms old, because of {reason}", () => logger.StaleServed(service, age.TotalMilliseconds, reason));

    public void FellBack(string service, string reason) => Tell(service, "fallback", $"because of {reason}", () => logger.FellBack(service, reason));

    // The fallback is the user's code: that it has no answer either is no fault of ours.
    public void FallbackFailed(string service, Exception error) => Tell(service, "fallback-failed",
        $"it threw {error.GetType().Name}", () => logger.FallbackFailed(service, error.GetType().Name));

    public void InvalidAnswer(string service, string fault) => Tell(service, "invalid", fault, () => logger.InvalidAnswer(service, fault));

    public void TimedOut(string service, TimeSpan timeout) => Tell(service, "timeout",
        $"no answer within {timeout.TotalMilliseconds:0} ms", () => logger.TimedOut(service, timeout.TotalMilliseconds));

    // A rejection is the cheapest answer there is, and there may be very many: no closure, no text unless somebody reads it.
    public void Rejected(string service, Rejection rejection)
    {
        try
        {
            if (logger.IsEnabled(LogLevel.Information))
                logger.Rejected(service, rejection);
            Count(service, "reject");
            Note(service, "reject", RejectionText(rejection));
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    public void Transition(string service, CircuitTransition transition)
    {
        try
        {
            Log(transition);
            if (transition.From == transition.To)
                return;
            if (isObserved)
                ResilienceMetrics.CountTransition(transition);
            _ = journal?.Append(new CircuitChanged
            {
                Component = ComponentName.TryParse(service, out ComponentName component) ? component : null,
                Circuit = transition.Circuit,
                From = transition.From.ToString(),
                To = transition.Shadow ? $"{transition.To} (shadow)" : transition.To.ToString(),
                Reason = transition.Evidence.ToString(),
            });
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    public void TransitionRefused(string entity, string? id, string from, string to)
    {
        try
        {
            logger.TransitionRefused(entity, id, from, to);
            Count(entity, "transition-refused");
            _ = journal?.Append(new TransitionRefused { Entity = entity, Id = id, From = from, To = to });
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    /// <summary>Something of ours threw. Told at most once a second: the same fault would come with every call.</summary>
    public void Fault(string stage, Exception error)
    {
        try
        {
            if (isObserved && ResilienceMetrics.Faults.Enabled)
                ResilienceMetrics.Faults.Add(1);
            long now = Environment.TickCount64; // not the clock of the engine: it may be what is broken
            long last = Volatile.Read(ref _lastFault);
            if (now - last < JournalInterval || Interlocked.CompareExchange(ref _lastFault, now, last) != last)
                return;
            _ = journal?.Append(new InternalFault { Stage = $"resilience/{stage}", Error = error.ToString() });
            logger.InternalFault(error, stage);
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    public void FlagProblem(string problem)
    {
        try
        {
            logger.FlagProblem(problem);
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    public void Switched(bool on)
    {
        try
        {
            logger.Switched(on ? "on" : "off");
            _ = journal?.Append(on
                ? new HealingResumed { Author = "flags", Reason = FlagNames.Enabled }
                : new HealingStopped { Author = "flags", Reason = FlagNames.Enabled });
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    /// <summary>Writes the entries that wait for their second to be over. Never throws.</summary>
    public void Flush()
    {
        try
        {
            foreach (((string service, string action), Pending pending) in _pending)
                Write(service, action, pending);
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    private void Tell(string service, string action, string detail, Action log)
    {
        try
        {
            log();
            Count(service, action);
            Note(service, action, detail);
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    private void Count(string service, string action)
    {
        if (isObserved)
            ResilienceMetrics.CountAction(service, action);
    }

    private void Log(CircuitTransition transition)
    {
        if (transition.From != transition.To)
            logger.CircuitChanged(transition.Circuit, transition.From, transition.To, transition.Share, transition.Evidence);
        else if (transition.To == CircuitState.Closed)
            logger.AlarmChanged(transition.Circuit, transition.Alarmed ? "worse than usual" : "as usual again", transition.Evidence);
        else
            logger.ShareChanged(transition.Circuit, transition.Share, transition.Evidence);
    }

    private void Note(string service, string action, string detail)
    {
        if (journal is null)
            return;
        if (!_pending.TryGetValue((service, action), out Pending? pending))
        {
            if (_pending.Count >= MostKeys)
                return;
            pending = _pending.GetOrAdd((service, action), static _ => new Pending());
        }

        pending.Detail = detail;
        _ = Interlocked.Increment(ref pending.Count);
        long now = clock.Milliseconds;
        long last = Volatile.Read(ref pending.WrittenAt);
        if (now - last >= JournalInterval && Interlocked.CompareExchange(ref pending.WrittenAt, now, last) == last)
            Write(service, action, pending);
    }

    private void Write(string service, string action, Pending pending)
    {
        long count = Interlocked.Exchange(ref pending.Count, 0);
        if (count == 0)
            return;
        _ = journal?.Append(new CallsHealed
        {
            Component = ComponentName.TryParse(service, out ComponentName component) ? component : null,
            Service = service,
            Action = action,
            Count = count,
            Detail = pending.Detail,
        });
    }

    private static string RejectionText(Rejection rejection) => rejection switch
    {
        Rejection.CircuitOpen => "the circuit is open",
        Rejection.ConcurrencyLimit => "enough calls are under way",
        _ => "the deadline had passed",
    };

    private sealed class Pending
    {
        public long Count;
        public long WrittenAt = long.MinValue / 2;
        public string Detail = string.Empty;
    }
}
