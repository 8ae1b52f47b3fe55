using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Prunella.Journal;

namespace Prunella.Health;

/// <summary>Hands transitions on to those who asked for them, one after another in their order, whatever a handler does.</summary>
/// <remarks>Any thread may subscribe and close; all else happens on the monitor's loop.</remarks>
internal sealed class TransitionFeed(IJournal journal, ILogger logger)
{
    private readonly Queue<HealthTransition> _untold = new();
    private ImmutableArray<Action<HealthTransition>> _handlers = [];
    private bool _telling;

    public IDisposable Subscribe(Action<HealthTransition> handler)
    {
        ImmutableInterlocked.Update(ref _handlers, static (handlers, added) => handlers.Add(added), handler);
        return new Subscription(this, handler);
    }

    /// <summary>Hands nothing on from now.</summary>
    public void Close() => ImmutableInterlocked.InterlockedExchange(ref _handlers, []);

    /// <summary>Queues news for <see cref="Tell"/>.</summary>
    public void Add(HealthTransition transition) => _untold.Enqueue(transition);

    /// <summary>Tells what is queued, and what that leads to.</summary>
    public void Tell()
    {
        if (_telling)
            return; // a handler reported: the call that told it goes on telling
        _telling = true;
        try
        {
            while (_untold.TryDequeue(out HealthTransition? transition))
            {
                foreach (Action<HealthTransition> handler in _handlers)
                    TellOne(handler, transition);
                logger.Changed(transition);
            }
        }
        finally
        {
            _telling = false; // whatever a logger threw: the next news must be told
        }
    }

    private void TellOne(Action<HealthTransition> handler, HealthTransition transition)
    {
        try
        {
            handler(transition);
        }
        catch (Exception error)
        {
            logger.HandlerFailed(transition.Component, transition.To, error);
            journal.Append(new InternalFault { Component = transition.Component, Stage = "health", Error = $"a handler of transitions failed: {error.Message}" });
        }
    }

    private sealed class Subscription(TransitionFeed feed, Action<HealthTransition> handler) : IDisposable
    {
        public void Dispose() =>
            ImmutableInterlocked.Update(ref feed._handlers, static (handlers, ended) => handlers.Remove(ended), handler);
    }
}
