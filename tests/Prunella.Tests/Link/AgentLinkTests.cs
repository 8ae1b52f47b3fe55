using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Link;

namespace Prunella.Tests.Link;

public sealed class AgentLinkTests : IDisposable
{
    private readonly FakeAgent _agent = new();
    private readonly FakeJournal _journal = new();
    private readonly FakeMonitor _monitor = new();
    private Action<IThreadPoolWorkItem>? _post;

    public void Dispose() => _agent.Dispose();

    [Fact]
    public void It_says_hello_first_and_then_beats()
    {
        _agent.Listen();
        using AgentLink link = Start();
        _agent.Accept();

        (FrameType type, byte[] payload) = _agent.Next();
        Assert.Equal(FrameType.Hello, type);
        var hello = Hello.Parse(payload);
        Assert.Equal((LinkRole.Process, Environment.ProcessId, "orders#1"), (hello.Role, hello.ProcessId, hello.Component?.Value));
        for (int i = 0; i < 3; i++)
            _ = BeatPayload.Parse(_agent.Next(FrameType.Beat));
    }

    [Fact]
    public void Beats_of_a_starved_pool_go_on_and_grow_old()
    {
        _post = static _ => { }; // the pool takes work and never runs it
        _agent.Listen();
        using AgentLink link = Start();
        _agent.Accept();

        TimeSpan[] ages = [.. Enumerable.Range(0, 5).Select(_ => BeatPayload.Parse(_agent.Next(FrameType.Beat)).PoolAge)];

        Assert.Equal(ages.Order(), ages);
        Assert.Equal(5, ages.Distinct().Count());
    }

    [Fact]
    public void It_tells_what_the_journal_notes()
    {
        _agent.Listen();
        using AgentLink link = Start();
        _agent.Accept();

        _journal.Note(new HealingResumed { Reason = "", Author = "a person" });

        var read = EventPayload.Parse(_agent.Next(FrameType.Event));
        Assert.Equal((FakeJournal.Source, "a person"), (read.Source, Assert.IsType<HealingResumed>(read.Event).Author));
    }

    [Fact]
    public void It_tells_the_newest_state_of_each_component_and_all_of_them_to_a_new_agent()
    {
        _monitor.Set("db", HealthState.Failed);
        _agent.Listen();
        using AgentLink link = Start();
        _agent.Accept();
        Assert.Equal(HealthState.Failed, HealthPayload.Parse(_agent.Next(FrameType.Health)).State);

        _monitor.Set("db", HealthState.Healthy);
        Assert.Equal(HealthState.Healthy, HealthPayload.Parse(_agent.Next(FrameType.Health)).State);

        _agent.HangUp();
        _agent.Listen();
        _agent.Accept();
        Assert.Equal(HealthState.Healthy, HealthPayload.Parse(_agent.Next(FrameType.Health)).State);
    }

    [Fact]
    public void It_tells_of_a_component_that_is_there_no_more_once()
    {
        _agent.Listen();
        using AgentLink link = Start();
        _agent.Accept();
        _monitor.Set("db", HealthState.Failed);
        _ = _agent.Next(FrameType.Health);

        _monitor.Set("cache", HealthState.Healthy); // the only one from now on

        Assert.Equal("db", RemovedPayload.Parse(_agent.Next(FrameType.Removed)).Component.Value);
        _ = _agent.Next(FrameType.Health); // what was never told of is not taken back
        _monitor.Set("disk", HealthState.Healthy);
        Assert.Equal("cache", RemovedPayload.Parse(_agent.Next(FrameType.Removed)).Component.Value);
    }

    [Fact]
    public void Facts_noted_while_the_agent_is_away_reach_it_when_it_comes_and_again_after_it_went()
    {
        using AgentLink link = Start();
        _journal.Note(new HealingResumed { Reason = "", Author = "1" });
        for (int i = 1; i <= 3; i++)
        {
            _agent.Listen();
            _agent.Accept();
            Assert.Equal(FrameType.Hello, _agent.Next().Type);
            Assert.Equal($"{i}", ((HealingResumed)EventPayload.Parse(_agent.Next(FrameType.Event)).Event).Author);
            _agent.HangUp();
            _journal.Note(new HealingResumed { Reason = "", Author = $"{i + 1}" });
        }
    }

    [Fact]
    public void What_an_absent_agent_missed_is_counted_in_front_of_what_is_left()
    {
        using AgentLink link = Start();
        const int Noted = 20_000;
        for (int i = 0; i < Noted; i++)
            _journal.Note(new HealingResumed { Reason = "", Author = $"{i}" });
        _agent.Listen();
        _agent.Accept();

        long lost = 0;
        int told = 0;
        string last = "";
        while (last != $"{Noted - 1}")
        {
            (FrameType type, byte[] payload) = _agent.Next();
            if (type == FrameType.Lost)
                lost += LostPayload.Parse(payload).Count;
            if (type != FrameType.Event)
                continue;
            told++;
            last = ((HealingResumed)EventPayload.Parse(payload).Event).Author;
        }

        Assert.Equal(Noted, lost + told);
        Assert.True(told <= 2 * LinkQueue.MaxFrames); // one bound before the link's thread, one behind it
    }

    [Fact]
    public void An_agent_that_never_reads_holds_nobody_up_and_learns_what_it_missed()
    {
        _agent.Listen();
        using AgentLink link = Start();
        _agent.Accept();
        string text = new('x', 1000);
        const int Noted = 20_000; // 20 MB: far beyond the socket's buffer and the queue
        for (int i = 0; i < Noted; i++)
            _journal.Note(new HealingStopped { Author = $"{i}", Reason = text });

        long lost = 0;
        int told = 0;
        string last = "";
        while (last != $"{Noted - 1}")
        {
            (FrameType type, byte[] payload) = _agent.Next();
            lost += type == FrameType.Lost ? LostPayload.Parse(payload).Count : 0;
            if (type != FrameType.Event)
                continue;
            told++;
            last = ((HealingStopped)EventPayload.Parse(payload).Event).Author;
        }

        Assert.Equal(Noted, lost + told);
    }

    [Fact]
    public void A_fact_too_long_for_a_frame_is_counted_and_the_next_one_is_told()
    {
        _agent.Listen();
        using AgentLink link = Start();
        _agent.Accept();

        _journal.Note(new HealingResumed { Author = "a person", Reason = new string('x', Frame.MaxPayload) });
        Assert.Equal(1, LostPayload.Parse(_agent.Next(FrameType.Lost)).Count);

        _journal.Note(new HealingResumed { Author = "a person", Reason = "" });
        _ = EventPayload.Parse(_agent.Next(FrameType.Event));
    }

    [Fact]
    public void What_waits_is_sent_before_it_ends()
    {
        _agent.Listen();
        AgentLink link = Start();
        _agent.Accept();
        Assert.Equal(FrameType.Hello, _agent.Next().Type);

        _journal.Note(new HealingResumed { Reason = "", Author = "the last" });
        link.Dispose();

        Assert.Equal("the last", ((HealingResumed)EventPayload.Parse(_agent.Next(FrameType.Event)).Event).Author);
        _ = Assert.Throws<EndOfStreamException>(() => _agent.Next(FrameType.Event));
    }

    [Fact]
    public void A_path_too_long_for_a_socket_harms_nobody()
    {
        var options = new AgentLinkOptions("/tmp/" + new string('a', 200), new ComponentName("a"), TimeSpan.FromMilliseconds(50));
        using var link = new AgentLink(options, NullLogger<AgentLink>.Instance);
    }

    private AgentLink Start() => new(
        new AgentLinkOptions(_agent.Path, new ComponentName("orders#1"), TimeSpan.FromMilliseconds(50))
        {
            Journal = _journal,
            Health = _monitor,
            Random = new Random(1),
            PostToPool = _post,
        },
        NullLogger<AgentLink>.Instance);

    private sealed class FakeJournal : IJournalReader
    {
        public const string Source = "orders#1";
        private readonly List<JournalSubscription> _subscriptions = [];
        private long _sequence;

        public void Note(JournalEvent fact)
        {
            _sequence++;
            _subscriptions.ForEach(reader => reader.Offer(new JournalEntry(_sequence, DateTimeOffset.UnixEpoch, Source, fact)));
        }

        public JournalSubscription Subscribe(int capacity = 1024)
        {
            var subscription = new JournalSubscription(capacity, static _ => { });
            _subscriptions.Add(subscription);
            return subscription;
        }

        public IAsyncEnumerable<JournalEntry> QueryAsync(JournalQuery query, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }

    private sealed class FakeMonitor : IHealthMonitor
    {
        private Action<HealthTransition>? _handler;

        public SystemHealth Current { get; private set; } =
            new(HealthState.Healthy, "", new Dictionary<ComponentName, ComponentHealth>());

        public void Set(string name, HealthState state)
        {
            var component = new ComponentName(name);
            var health = new ComponentHealth(new ComponentDescription(component), state, state, "set", DateTimeOffset.UnixEpoch);
            Current = Current with { Components = new Dictionary<ComponentName, ComponentHealth> { [component] = health } };
            _handler?.Invoke(new HealthTransition(component, HealthState.Healthy, state, "set", DateTimeOffset.UnixEpoch));
        }

        public IDisposable OnTransition(Action<HealthTransition> handler)
        {
            _handler = handler;
            return new CancellationTokenSource();
        }
    }
}
