using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Tests.Resilience.Pipeline;

/// <summary>An engine whose surroundings the test holds in its hand.</summary>
internal sealed class World : IDisposable, IJournal, IKillSwitch, ILogger, IFlagSource
{
    public World(ServiceOptions? defaults = null)
    {
        Engine = new SelfHealingEngine(new SelfHealingEngineOptions
        {
            Time = Clock,
            Journal = this,
            Logger = this,
            KillSwitch = this,
            Random = new Random(1),
            FlagSources = [this],
            Defaults = defaults ?? new ServiceOptions(),
        });
    }

    public ManualClock Clock { get; } = new();

    public SelfHealingEngine Engine { get; }

    public SelfHealingPipeline Service => Engine.For("inventory");

    public ConcurrentDictionary<string, string> Variables { get; } = new();

    public ConcurrentQueue<JournalEvent> Facts { get; } = new();

    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    public bool Engaged { get; set; }

    public string? Reason => Engaged ? "test" : null;

    public IEnumerable<string> Names => Variables.Keys;

    public string? ValueOf(string name) => Variables.GetValueOrDefault(name);

    /// <summary>Lets time pass until the call has ended.</summary>
    public async Task<T> Finish<T>(ValueTask<T> call)
    {
        Task<T> task = call.AsTask();
        for (int i = 0; i < 10_000 && !task.IsCompleted; i++)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        return await task;
    }

    public long Append(JournalEvent fact)
    {
        Facts.Enqueue(fact);
        return Facts.Count;
    }

    public long Merge(JournalEvent fact, DateTimeOffset time, string source) => Append(fact);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception)));

    public void Dispose() => Engine.Dispose();
}
