using System.Text.Json;
using Prunella.Cli.Tests.Agents;
using Prunella.Kernel;
using Prunella.Link;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Tests.Commands;

public sealed class ReadCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    [Theory]
    [InlineData(HealthState.Healthy, 0)]
    [InlineData(HealthState.Degraded, 2)]
    [InlineData(HealthState.Critical, 3)]
    [InlineData(HealthState.Failed, 3)]
    public async Task The_exit_code_of_status_is_the_state(HealthState state, int exit)
    {
        await using var agent = new FakeAgent(_cli.Runtime, "shop") { Answers = _ => [new StatusReply(Samples.Status(state))] };

        Assert.Equal(exit, await _cli.RunAsync("status", "--project", "shop"));
        Assert.Equal(LinkRole.Operator, Assert.Single(agent.Hellos).Role);
    }

    [Fact]
    public async Task Status_in_a_pipe_is_plain_text()
    {
        await using FakeAgent agent = Answering(new StatusReply(Samples.Status(pending: true)));

        _ = await _cli.RunAsync("status");

        Assert.Equal("""
            shop is critical: orders#2 has failed
            agent 0.1.0, pid 4711, up 3 h 2 min; healing: tiers 0-4 auto, 5-6 ask, 7 auto; actions left: all 18/20, orders 3/5
            move for orders#2 waits for you: prunella approve 7k3m-9xq2

            COMPONENT  STATE     FOR     PID  UP         RESTARTS  STANDBY  CPU   MEMORY  REASON
            inventory  healthy   12 min  809  3 h 2 min  0         0        0.04  84 MB   GET /health answered 200 in 2 ms
            orders#1   healthy   12 min  808  3 h 2 min  0         0        0.04  84 MB   beats, GET /health answered 200 in 3 ms
            orders#2   failed    12 min  -    -          2         0        -     -       no heartbeat for 1.0 s: the process is frozen
            gateway    degraded  12 min  807  3 h 2 min  0         0        0.04  84 MB   symptom of orders#2: requires orders

            Open incidents
            ID         COMPONENT  STATE           FOR    CAUSE
            7k3m-9xq2  orders#2   needs approval  1.4 s  frozen: no heartbeat for 1.0 s

            """, _cli.Out.ToString());
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task No_line_on_a_terminal_is_longer_than_it_is_wide(int width)
    {
        await using FakeAgent agent = Answering(new StatusReply(Samples.Status(pending: true)));
        _cli.IsTerminal = true;
        _cli.Width = width;

        _ = await _cli.RunAsync("status");

        string text = _cli.Out.ToString();
        Assert.Contains("\e[", text, StringComparison.Ordinal);
        Assert.All(Visible.Of(text).Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
    }

    [Fact]
    public async Task The_json_of_status_can_be_read_back()
    {
        AgentStatus status = Samples.Status(pending: true);
        await using FakeAgent agent = Answering(new StatusReply(status));

        Assert.Equal(3, await _cli.RunAsync("status", "--json"));

        string json = _cli.Out.ToString();
        using var document = JsonDocument.Parse(json);
        Assert.Equal("critical", document.RootElement.GetProperty("state").GetString());
        Assert.Equal("replace-process", document.RootElement.GetProperty("modes")[4].GetProperty("tier").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("components")[2].GetProperty("processId").ValueKind);
        AgentStatus back = JsonSerializer.Deserialize(json, ControlJson.Default.AgentStatus)!;
        Assert.Equal(status.Components.Select(static component => component.Name), back.Components.Select(static component => component.Name));
        Assert.Equal(status.Incidents[0].Pending!.Plan.Effects, back.Incidents[0].Pending!.Plan.Effects);
    }

    [Fact]
    public async Task Incidents_that_wait_for_a_person_set_exit_code_4()
    {
        await using FakeAgent agent = Answering(new IncidentsReply([Samples.View(pending: true)]));

        Assert.Equal(4, await _cli.RunAsync("incidents", "--all"));

        Assert.True(Assert.IsType<IncidentsRequest>(Assert.Single(agent.Requests)).All);
        Assert.Equal("""
            ID         OPENED               COMPONENT  STATE           FOR    CAUSE
            7k3m-9xq2  2026-03-01 12:05:00  orders#2   needs approval  1.4 s  frozen: no heartbeat for 1.0 s

            """, _cli.Out.ToString());
    }

    [Fact]
    public async Task No_incidents_are_said_to_be_none()
    {
        await using FakeAgent agent = Answering(new IncidentsReply([]));

        Assert.Equal(0, await _cli.RunAsync("incidents"));
        Assert.Equal("No incidents.\n", _cli.Out.ToString());
    }

    [Fact]
    public async Task Explain_tells_the_story_from_sight_to_check()
    {
        await using FakeAgent agent = Answering(Samples.Story());

        Assert.Equal(0, await _cli.RunAsync("explain", "7K3M-9XQ2"));

        Assert.Equal("""
            Incident 7k3m-9xq2 of orders#2: healed
            opened 2026-03-01 12:05:00, closed after 1.4 s

            Seen
              12:05:00.600  failed: no heartbeat for 1.0 s
                            last beat 12:04:59.600
                            state T (stopped)

            Cause
              frozen: no heartbeat for 1.0 s
              symptom: gateway

            Done
              12:05:00.620  reset-unit not done (precondition): the process does not answer
              12:05:00.630  replace-process planned (tier 4, try 1)
                              kills process 812 and its descendants
                              starts orders#2 with its socket held
                              undo: not possible
                              instead of move: costs more
              12:05:00.640  replace-process begins (tier 4, try 1)
              12:05:00.920  replace-process done in 280 ms

            Checked
              12:05:01.990  replace-process helped: healthy (1.1 s)
              12:05:02.000  incident closed, healed after 1.4 s: frozen, replaced, healthy

            """, _cli.Out.ToString());
    }

    [Fact]
    public async Task A_watch_in_a_pipe_prints_a_line_for_each_event_and_ends_with_the_agent()
    {
        await using var agent = new FakeAgent(_cli.Runtime, "shop")
        {
            Answers = _ => [new StatusReply(Samples.Status()), .. Samples.Story().Entries.Take(3).Select(static entry => new EntryReply(entry)), new MissedReply(2)],
            HangsUp = true,
        };

        Assert.Equal(6, await _cli.RunAsync("watch"));

        Assert.Equal("""
            shop is critical: orders#2 has failed
            12:05:00.600  orders#2  failed: no heartbeat for 1.0 s  [7k3m-9xq2]
            12:05:00.610  orders#2  incident opened: frozen: no heartbeat for 1.0 s  [7k3m-9xq2]
            12:05:00.620  orders#2  reset-unit not done (precondition): the process does not answer  [7k3m-9xq2]
            2 events missed: this reader was too slow

            """, _cli.Out.ToString());
        Assert.Contains("hung up", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_as_json_is_one_object_a_line()
    {
        await using FakeAgent agent = Answering([new StatusReply(Samples.Status()), new EntryReply(Samples.Story().Entries[3])]);

        Assert.Equal(0, await _cli.RunAsync("watch", "--json"));

        string[] kinds = [.. _cli.Out.ToString().TrimEnd().Split('\n').Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()!)];
        Assert.Equal(["status", "entry"], kinds);
    }

    [Fact]
    public async Task A_watch_on_a_terminal_leaves_the_screen_as_it_was()
    {
        await using FakeAgent agent = Answering([new StatusReply(Samples.Status()), .. Samples.Story().Entries.Select(static entry => new EntryReply(entry))]);
        _cli.IsTerminal = true;

        Assert.Equal(0, await _cli.RunAsync("watch"));

        string text = _cli.Out.ToString();
        Assert.StartsWith("\e[?1049h", text, StringComparison.Ordinal);
        Assert.EndsWith("\e[?1049l", text, StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();

    private FakeAgent Answering(params AgentReply[] replies) => new(_cli.Runtime, "shop") { Answers = _ => replies };
}
