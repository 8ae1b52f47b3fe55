using System.Collections.Concurrent;

namespace Prunella.Supervisor.Tests.Processes;

public sealed class OutputCaptureTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("prunella-out-").FullName;
    private readonly ConcurrentQueue<OutputLine> _heard = [];
    private readonly ConcurrentQueue<Exception> _faults = [];

    [Fact]
    public async Task Lines_of_both_streams_are_heard_and_logged_and_the_last_fifty_kept()
    {
        using OutputPump pump = PumpTo(_heard.Enqueue);
        using var capture = new OutputCapture(new("web"), pump);

        for (int i = 0; i < 60; i++)
            Assert.True(capture.Output.TryWrite(System.Text.Encoding.UTF8.GetBytes($"line {i}\n")));
        Assert.True(capture.Error.TryWrite("oh no\nhalf a li"u8));

        // At once, without waiting for the thread that reads.
        IReadOnlyList<string> last = capture.LastLines();
        Assert.Equal(50, last.Count);
        Assert.Equal("oh no", last[^1]);
        Assert.Equal("line 11", last[0]);
        await Sight.UntilAsync(() => _heard.Count == 61);
        Assert.True(_heard.Single(static line => line.Text == "oh no").IsError);

        Assert.True(capture.Error.TryWrite("ne\n"u8));
        await Sight.UntilAsync(() => _heard.Any(static line => line.Text == "half a line"));
    }

    [Fact]
    public async Task The_end_of_a_pipe_gives_what_was_not_ended_by_a_line_end()
    {
        using OutputPump pump = PumpTo(_heard.Enqueue);
        using var capture = new OutputCapture(new("web"), pump);

        Assert.True(capture.Output.TryWrite("the last words"u8));
        capture.Output.Dispose();

        await Sight.UntilAsync(() => _heard.Any(static line => line.Text == "the last words"));
    }

    [Fact]
    public async Task A_pipe_that_somebody_keeps_open_is_let_go_all_the_same()
    {
        using OutputPump pump = PumpTo(_heard.Enqueue);
        var capture = new OutputCapture(new("web"), pump);
        Assert.True(capture.Output.TryWrite("and then"u8));

        capture.Dispose();

        await Sight.UntilAsync(() => _heard.Any(static line => line.Text == "and then"));
        await Sight.UntilAsync(() => !capture.Output.TryWrite("nobody reads"u8)); // EPIPE
    }

    [Fact]
    public async Task A_listener_that_waits_loses_lines_and_they_are_counted()
    {
        using var release = new ManualResetEventSlim();
        using OutputPump pump = PumpTo(_ => release.Wait());

        for (int i = 0; i < 10_000; i++)
            pump.Offer(new OutputLine(new("web"), default, IsError: false, "x"));

        Assert.InRange(pump.Lost, 10_000 - 8192 - 1, 10_000 - 8192);
        release.Set();
        await Sight.UntilAsync(() => File.Exists(Path.Combine(_directory, "web.log")));
    }

    [Fact]
    public async Task A_listener_that_throws_is_told_of_once_and_asked_again()
    {
        using OutputPump pump = PumpTo(line =>
        {
            _heard.Enqueue(line);
            throw new IOException("no space left on device");
        });

        for (int i = 0; i < 3; i++)
            pump.Offer(new OutputLine(new("web"), default, IsError: false, "x"));

        await Sight.UntilAsync(() => _heard.Count == 3);
        Assert.Single(_faults);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private OutputPump PumpTo(Action<OutputLine> listener) => new(_directory, TimeProvider.System, listener, _faults.Enqueue);
}
