using Microsoft.Extensions.Logging;
using Prunella.Resilience;

namespace Prunella.Tests.Resilience.Pipeline;

public sealed class SwitchTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_kill_switch_makes_the_wrapper_a_plain_call_at_once()
    {
        _world.Service.Circuit.Isolate("test");
        _world.Engaged = true;
        CancellationToken seen = default;
        using var source = new CancellationTokenSource();

        Assert.Equal(1, await _world.Service.ExecuteAsync(token => new ValueTask<int>((seen = token) == source.Token ? 1 : 0), null, source.Token));
        _world.Engaged = false;

        await Assert.ThrowsAsync<CircuitOpenException>(async () => await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1)));
    }

    [Fact]
    public async Task Disabled_by_variable_it_is_a_plain_call_and_back_without_a_restart()
    {
        _world.Service.Circuit.Isolate("test");
        _world.Variables[FlagNames.Enabled] = "false";
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1)));

        _world.Variables.Clear();
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<CircuitOpenException>(async () => await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1)));
    }

    [Fact]
    public async Task The_switch_reaches_a_pipeline_that_is_held_although_it_had_to_make_room()
    {
        using var engine = new SelfHealingEngine(new SelfHealingEngineOptions { Time = _world.Clock, FlagSources = [], MaxServices = 1 });
        SelfHealingPipeline held = engine.For("held");
        held.Circuit.Isolate("test");
        _ = engine.For("other");
        Assert.NotSame(held, engine.For("held"));

        engine.Flags.Set(FlagNames.Enabled, "false");

        Assert.Equal(1, await held.ExecuteAsync(static _ => new ValueTask<int>(1)));
    }

    [Fact]
    public async Task Flags_set_by_many_at_once_leave_no_pipeline_behind()
    {
        for (int round = 0; round < 50; round++)
        {
            string last = round % 2 == 0 ? "true" : "false";
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _world.Engine.Flags.Set(FlagNames.Retry, i % 2 == 0 ? "true" : "false"))));
            bool retries = _world.Engine.Flags.Current.Retry;
            int calls = 0;
            await Assert.ThrowsAsync<IOException>(() => _world.Finish(_world.Service.ExecuteAsync<int>(_ =>
            {
                calls++;
                throw new IOException(last);
            }, new CallOptions<int> { CircuitBreaker = false })));

            Assert.Equal(retries && _world.Service.RetriesLeft > 0, calls > 1);
            _world.Clock.Advance(TimeSpan.FromSeconds(10)); // the budget fills
        }
    }

    [Fact]
    public void What_is_set_at_run_time_holds_above_the_sources_until_it_is_taken_back()
    {
        _world.Variables[FlagNames.Retry] = "true";
        _world.Engine.Flags.Set(FlagNames.Retry, "off");
        Assert.False(_world.Engine.Flags.Current.Retry);

        _world.Engine.Flags.Set(FlagNames.Retry, null);

        Assert.True(_world.Engine.Flags.Current.Retry);
        Assert.Throws<ArgumentException>(() => _world.Engine.Flags.Set("SELF_HEALING_RETRIES", "1"));
    }

    [Fact]
    public async Task No_retry_no_breaker_no_validation_by_flag()
    {
        _world.Engine.Flags.Set(FlagNames.Retry, "0");
        int calls = 0;
        await Assert.ThrowsAsync<IOException>(async () => await _world.Service.ExecuteAsync<int>(_ =>
        {
            calls++;
            throw new IOException();
        }));
        Assert.Equal(1, calls);

        _world.Engine.Flags.Set(FlagNames.CircuitBreaker, "no");
        _world.Service.Circuit.Isolate("test");
        Assert.Equal(1, await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1)));

        _world.Engine.Flags.Set(FlagNames.ResponseValidation, "false");
        Assert.Equal(1, await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1), new CallOptions<int> { Validate = static _ => "never good" }));
    }

    [Fact]
    public async Task The_number_of_retries_and_the_classic_breaker_come_from_flags()
    {
        _world.Engine.Flags.Set(FlagNames.MaxRetries, "1");
        _world.Engine.Flags.Set(FlagNames.InitialDelay, "10");
        _world.Engine.Flags.Set(FlagNames.FailureThreshold, "2");
        int calls = 0;

        await Assert.ThrowsAsync<IOException>(() => _world.Finish(_world.Service.ExecuteAsync<int>(_ =>
        {
            calls++;
            throw new IOException();
        })));

        Assert.Equal(2, calls);
        Assert.Equal(CircuitState.Open, _world.Service.Circuit.State);
        Assert.Equal(TimeSpan.FromSeconds(30), _world.Service.Circuit.Options.ResetTimeout);
    }

    [Fact]
    public void Unknown_and_malformed_flags_are_told_once_by_name_and_the_default_holds()
    {
        _world.Variables["SELF_HEALING_RETRYS"] = "5";
        _world.Variables[FlagNames.MaxRetries] = "many";
        for (int i = 0; i < 5; i++)
            _world.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Single(_world.Lines, static line => line.Text.Contains("SELF_HEALING_RETRYS", StringComparison.Ordinal));
        Assert.Single(_world.Lines, static line => line.Text.Contains("SELF_HEALING_MAX_RETRIES", StringComparison.Ordinal) && line.Text.Contains("many", StringComparison.Ordinal));
        Assert.Null(_world.Engine.Flags.Current.MaxRetries);
    }

    [Fact]
    public void Lines_obey_the_flags()
    {
        _world.Engine.Flags.Set(FlagNames.LogLevel, "error");
        _world.Service.Circuit.Isolate("test");
        Assert.Empty(_world.Lines);

        _world.Engine.Flags.Set(FlagNames.LogLevel, "warning");
        _world.Service.Circuit.Reset("test");
        Assert.Equal(LogLevel.Warning, Assert.Single(_world.Lines).Level);

        _world.Engine.Flags.Set(FlagNames.Logging, "false");
        _world.Service.Circuit.Isolate("test");
        Assert.Single(_world.Lines);
    }
}
