namespace Prunella.Supervisor.Tests;

public sealed class SignalsTests
{
    [Theory]
    [InlineData("SIGTERM", 15)]
    [InlineData("term", 15)]
    [InlineData("SigKill", 9)]
    [InlineData("USR1", 10)]
    public void A_signal_has_its_name_in_either_form(string text, int expected)
    {
        Assert.True(Signals.TryParse(text, out int number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("SIG")]
    [InlineData("SIGSIGTERM")]
    public void What_is_no_signal_is_refused(string? text) => Assert.False(Signals.TryParse(text, out _));

    [Fact]
    public void Each_name_comes_back_from_its_number()
    {
        for (int number = 1; number < 65; number++)
            Assert.True(!Signals.TryParse(Signals.NameOf(number), out int back) || back == number);
        Assert.Equal("SIGSEGV", Signals.NameOf(11));
        Assert.Equal("SIG42", Signals.NameOf(42));
    }
}
