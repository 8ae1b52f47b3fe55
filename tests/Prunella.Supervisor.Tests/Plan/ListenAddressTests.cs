namespace Prunella.Supervisor.Tests.Plan;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("5101", "127.0.0.1:5101")]
    [InlineData(" 5101 ", "127.0.0.1:5101")]
    [InlineData("localhost:80", "127.0.0.1:80")]
    [InlineData("0.0.0.0:80", "0.0.0.0:80")]
    [InlineData("*:65535", "0.0.0.0:65535")]
    [InlineData("[::1]:5101", "[::1]:5101")]
    public void An_address_is_read(string text, string expected)
    {
        Assert.True(ListenAddress.TryParse(text, out ListenAddress? address));
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("+80")]
    [InlineData("web")]
    [InlineData(":80")]
    [InlineData("example.org:80")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("::1")]
    [InlineData("::1:5101")]
    [InlineData("[::1:5101")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("127.1:80")]
    public void What_is_no_address_is_refused(string? text) => Assert.False(ListenAddress.TryParse(text, out _));
}
