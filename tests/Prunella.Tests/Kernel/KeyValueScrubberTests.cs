using Prunella.Kernel;

namespace Prunella.Tests.Kernel;

public sealed class KeyValueScrubberTests
{
    private readonly KeyValueScrubber _scrubber = new();

    [Theory]
    [InlineData("password=hunter2", "password=•••")]
    [InlineData("DbPassword: \"hunter 2\" next", "DbPassword: ••• next")]
    [InlineData("{\"api_key\":\"abc\",\"n\":1}", "{\"api_key\":•••,\"n\":1}")]
    [InlineData("Authorization: Bearer abcdefgh.ijkl", "Authorization: •••")]
    [InlineData("sent bearer abcdefgh twice", "sent bearer ••• twice")]
    [InlineData("postgres://shop:hunter2@db/x", "postgres://shop:•••@db/x")]
    [InlineData("Ledger:ApiToken: old1 → new2 (version 7)", "Ledger:ApiToken: ••• → ••• (version 7)")]
    [InlineData("Server=db;Pwd=a;User=b", "Server=db;Pwd=•••;User=b")]
    public void The_values_of_well_known_names_are_taken_out(string text, string expected) => Assert.Equal(expected, _scrubber.Scrub(text));

    [Theory]
    [InlineData("orders is healthy")]
    [InlineData("the token bucket is empty")]
    [InlineData("http://127.0.0.1:5102/health answers")]
    public void What_is_no_secret_stays_the_same_text(string text) => Assert.Same(text, _scrubber.Scrub(text) is var scrubbed && scrubbed == text ? text : scrubbed);
}
