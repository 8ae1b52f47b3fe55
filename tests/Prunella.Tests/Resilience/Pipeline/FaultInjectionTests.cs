using Microsoft.Extensions.Logging;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Tests.Resilience.Pipeline;

/// <summary>Everything the engine leans on throws at its n-th use, for each n: the delegate still runs, and its outcome stands.</summary>
public sealed class FaultInjectionTests
{
    private const int Uses = 60;

    private static readonly ServiceOptions Everything = new()
    {
        ConcurrencyLimit = new ConcurrencyLimitOptions(),
        Deadline = TimeSpan.FromMinutes(1),
        Retry = new RetryOptions { InitialDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    };

    [Fact]
    public async Task A_success_runs_once_and_stands_whatever_of_ours_breaks()
    {
        for (int use = 0; use < Uses; use++)
        {
            var faults = new Faults();
            using SelfHealingEngine engine = faults.NewEngine(Everything);
            faults.Arm(use);
            for (int i = 0; i < 4; i++)
            {
                int calls = 0;
                CallOptions<string> options = new() { CacheKey = "k", Operation = $"op{i}", Validate = _ => faults.Break<string?>(null), Judge = _ => faults.Break(default(Judgement)), SizeOf = _ => faults.Break(1) };

                string answer = await engine.ExecuteAsync("s", _ =>
                {
                    calls++;
                    return new ValueTask<string>("mine");
                }, options);

                Assert.Equal("mine", answer);
                Assert.Equal(1, calls);
            }
        }
    }

    [Fact]
    public async Task A_failure_comes_out_as_it_was_whatever_of_ours_breaks()
    {
        for (int use = 0; use < Uses; use++)
        {
            var faults = new Faults();
            using SelfHealingEngine engine = faults.NewEngine(Everything);
            var mine = new IOException("mine");
            faults.Arm(use);

            ValueTask<string> call = engine.ExecuteAsync<string>("s", _ => throw mine, new CallOptions<string> { CacheKey = "k", Classify = _ => faults.Break<OutcomeKind?>(null) });

            Assert.Same(mine, await Assert.ThrowsAsync<IOException>(() => faults.Finish(call)));
        }
    }

    [Fact]
    public async Task A_call_that_waits_stands_too()
    {
        for (int use = 0; use < Uses; use++)
        {
            var faults = new Faults();
            using SelfHealingEngine engine = faults.NewEngine(Everything);
            faults.Arm(use);
            int calls = 0;

            ValueTask<string> call = engine.ExecuteAsync("s", async _ =>
            {
                calls++;
                await Task.Yield();
                return "mine";
            }, new CallOptions<string> { CacheKey = "k", MayOutliveCaller = true });

            Assert.Equal("mine", await faults.Finish(call));
            Assert.Equal(1, calls);
        }
    }

    [Fact]
    public async Task A_call_that_may_outlive_its_caller_gets_an_answer_and_runs_once_whatever_of_ours_breaks()
    {
        for (int use = 0; use < Uses; use++)
        {
            var faults = new Faults();
            using SelfHealingEngine engine = faults.NewEngine(Everything);
            var options = new CallOptions<string> { CacheKey = "k", MayOutliveCaller = true };
            _ = await engine.ExecuteAsync("s", static _ => new ValueTask<string>("old"), options);
            var slow = new TaskCompletionSource<string>();
            faults.Arm(use);
            int calls = 0;

            Task<string> call = faults.Finish(engine.ExecuteAsync("s", _ =>
            {
                calls++;
                return new ValueTask<string>(slow.Task);
            }, options));
            for (int i = 0; i < 200 && !call.IsCompleted; i++)
                await Task.Yield();
            slow.SetResult("mine");

            Assert.True(await call is "old" or "mine");
            Assert.Equal(1, calls);
            for (int i = 0; i < 100_000 && engine.For("s").LeftBehind + engine.For("s").ConcurrencyLimit.InFlight > 0; i++)
                await Task.Yield();
            Assert.Equal((0, 0), (engine.For("s").LeftBehind, engine.For("s").ConcurrencyLimit.InFlight));
        }
    }

    [Fact]
    public async Task With_everything_broken_for_good_calls_just_go_through()
    {
        var faults = new Faults();
        using SelfHealingEngine engine = faults.NewEngine(Everything);
        faults.ArmForGood();

        for (int i = 0; i < 100; i++)
            Assert.Equal(i, await engine.ExecuteAsync("s", _ => new ValueTask<int>(i)));

        Assert.Equal(0, engine.For("s").ConcurrencyLimit.InFlight);
    }

    [Fact]
    public async Task A_fault_of_ours_is_noted()
    {
        var faults = new Faults();
        using SelfHealingEngine engine = faults.NewEngine(Everything);
        faults.Arm(0, once: true);

        _ = await engine.ExecuteAsync("s", static _ => new ValueTask<int>(1));

        Assert.Contains(faults.Facts, static fact => fact is InternalFault fault && fault.Stage.StartsWith("resilience/", StringComparison.Ordinal));
    }

    /// <summary>Clock, journal, logger, kill switch, random and the caller's own judges in one, all of which can break.</summary>
    private sealed class Faults : TimeProvider, IJournal, IKillSwitch, ILogger, IFlagSource
    {
        private readonly ManualClock _clock = new();
        private int _uses = int.MaxValue;
        private bool _once;

        public List<JournalEvent> Facts { get; } = [];

        public bool Engaged => Break(false);

        public string? Reason => null;

        public IEnumerable<string> Names => Break<string[]>([]);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public SelfHealingEngine NewEngine(ServiceOptions options)
        {
            var engine = new SelfHealingEngine(new SelfHealingEngineOptions
            {
                Time = this,
                Journal = this,
                Logger = this,
                KillSwitch = this,
                Random = new BrokenRandom(this),
                FlagSources = [this],
                Defaults = options,
            });
            foreach (string operation in new[] { "s", "op0" })
                _ = engine.For(operation);
            return engine;
        }

        public void Arm(int uses, bool once = false)
        {
            _once = once;
            _uses = uses;
        }

        public void ArmForGood() => _uses = int.MinValue;

        public T Break<T>(T value)
        {
            if (_uses == int.MaxValue)
                return value;
            if (_uses is 0 or int.MinValue)
            {
                if (_once)
                    _uses = int.MaxValue;
                throw new InvalidTimeZoneException("injected");
            }

            _uses--;
            return value;
        }

        public async Task<T> Finish<T>(ValueTask<T> call)
        {
            Task<T> task = call.AsTask();
            for (int i = 0; i < 2000 && !task.IsCompleted; i++)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(5));
                await Task.Yield();
            }

            return await task;
        }

        public override long GetTimestamp() => Break(_clock.GetTimestamp());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Break(true) ? _clock.CreateTimer(callback, state, dueTime, period) : null!;

        public long Append(JournalEvent fact)
        {
            _ = Break(0);
            Facts.Add(fact);
            return Facts.Count;
        }

        public long Merge(JournalEvent fact, DateTimeOffset time, string source) => Append(fact);

        public string? ValueOf(string name) => Break<string?>(null);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => Break(true);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Break(0);

        private sealed class BrokenRandom(Faults faults) : Random(1)
        {
            public override double NextDouble() => faults.Break(base.NextDouble());
        }
    }
}
