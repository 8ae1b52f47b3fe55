using Prunella.Link;

namespace Prunella.Tests.Link;

public sealed class StandbyGateTests
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_opens_at_the_whole_line_and_not_before()
    {
        using var pipe = new StandbyPipe();
        Task<string?> word = StandbyGate.WaitAsync(pipe.Descriptor);

        pipe.Say("g");
        pipe.Say("o");
        Assert.False(word.IsCompleted);
        pipe.Say("\n");

        Assert.Null(await word.WaitAsync(Watchdog));
    }

    [Fact]
    public async Task A_closed_pipe_dismisses_the_standby()
    {
        var pipe = new StandbyPipe();
        Task<string?> word = StandbyGate.WaitAsync(pipe.Descriptor);
        pipe.Say("go"); // without its end it was never said
        pipe.Dispose();

        Assert.Equal("the supervisor closed the pipe", await word.WaitAsync(Watchdog));
    }

    [Fact]
    public async Task Another_word_dismisses_the_standby()
    {
        using var pipe = new StandbyPipe();
        pipe.Say("stop\n");

        Assert.Equal("the supervisor said 'stop'", await StandbyGate.WaitAsync(pipe.Descriptor).WaitAsync(Watchdog));
    }

    [Fact]
    public async Task An_endless_line_takes_no_memory()
    {
        using var pipe = new StandbyPipe();
        pipe.Say(new string('g', 1000));

        Assert.StartsWith("the supervisor said 'ggg", await StandbyGate.WaitAsync(pipe.Descriptor).WaitAsync(Watchdog), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("987654")]
    public async Task What_is_no_descriptor_dismisses_the_standby(string descriptor) =>
        Assert.NotNull(await StandbyGate.WaitAsync(descriptor).WaitAsync(Watchdog));
}
