using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Tests.Resilience.Pipeline;

public sealed class DeadlineTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task The_nearer_deadline_holds_and_ends_with_its_stretch()
    {
        using (Deadline.Begin(TimeSpan.FromSeconds(10), _clock))
        {
            using (Deadline.Begin(TimeSpan.FromSeconds(60), _clock))
                Assert.Equal(TimeSpan.FromSeconds(10), Deadline.Current!.Remaining);
            using (Deadline.Begin(TimeSpan.FromSeconds(2), _clock))
            {
                await Task.Yield();
                _clock.Advance(TimeSpan.FromSeconds(1));
                Assert.Equal(TimeSpan.FromSeconds(1), Deadline.Current!.Remaining);
            }

            Assert.Equal(TimeSpan.FromSeconds(9), Deadline.Current!.Remaining);
        }

        Assert.Null(Deadline.Current);
    }

    [Theory]
    [InlineData("1500", 1500)]
    [InlineData("0", 0)]
    [InlineData("-1", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("99999999999999999999", null)]
    public void A_header_is_read_or_refused(string? header, int? milliseconds)
    {
        Assert.Equal(milliseconds is not null, Deadline.TryParseHeader(header, out TimeSpan remaining));
        Assert.Equal(milliseconds ?? 0, remaining.TotalMilliseconds);
    }

    [Fact]
    public void A_header_tells_what_is_left_and_never_less_than_nothing()
    {
        using Deadline.Scope scope = Deadline.Begin(TimeSpan.FromSeconds(2), _clock);
        Assert.Equal("2000", Deadline.Current!.ToHeader());
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("0", Deadline.Current!.ToHeader());
    }
}
