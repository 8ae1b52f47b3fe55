using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Tests.Records;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2026-11-20T10:03:02.357Z", "2026-11-20T10:03:02.3570000")]
    [InlineData("2026-11-20 10:03:02.561 +02:00 [INF]", "2026-11-20T08:03:02.5610000")]
    [InlineData("2016-09-28 04:30:30, Info", "2016-09-28T04:30:30.0000000")]
    [InlineData("2005-06-03-15.42.50.363779 R02", "2005-06-03T15:42:50.3637790")]
    [InlineData("2026/11/20 10:36:14 block", "2026-11-20T10:36:14.0000000")]
    [InlineData("17/06/09 20:10:40 INFO", "2017-06-09T20:10:40.0000000")]
    [InlineData("17/May/2015:10:05:03 +0000] \"GET", "2015-05-17T10:05:03.0000000")]
    [InlineData("Sun Dec 04 04:47:44 2005] [notice]", "2005-12-04T04:47:44.0000000")]
    [InlineData("Dec 4 04:47:44 web", "0001-12-04T04:47:44.0000000")]
    [InlineData("03-17 16:13:38.811  1702", "0001-03-17T16:13:38.8110000")]
    [InlineData("10.30 16:49:06] chrome", "0001-10-30T16:49:06.0000000")]
    [InlineData("20171223-22:15:29:606|Step", "2017-12-23T22:15:29.6060000")]
    [InlineData("081109 203615 148 INFO", "2008-11-09T20:36:15.0000000")]
    [InlineData("1763632910 x", "2025-11-20T10:01:50.0000000")]
    public void The_usual_forms_are_read(string text, string expected)
    {
        Assert.True(TimeText.TryRead(Encoding.ASCII.GetBytes(text), out long ticks, out _));
        Assert.Equal(expected, new DateTime(ticks).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-13-20T10:03:02Z")]
    [InlineData("2026-11-31 10:03:02")]
    [InlineData("2026-11-20 25:03:02")]
    [InlineData("Foo 4 04:47:44 web")]
    [InlineData("12345678 seconds")]
    [InlineData("99/99/99 20:10:40")]
    public void What_is_no_time_is_refused(string text) => Assert.False(TimeText.TryRead(Encoding.ASCII.GetBytes(text), out _, out _));

    [Fact]
    public void Any_bytes_are_taken() => Prop.ForAll<byte[]>(static bytes =>
        !TimeText.TryRead(bytes, out long ticks, out int length) || (ticks >= 0 && length <= bytes.Length)).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
