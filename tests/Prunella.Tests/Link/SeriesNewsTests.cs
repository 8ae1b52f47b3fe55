using FsCheck;
using FsCheck.Fluent;
using Prunella.Link;
using Prunella.Metrics;

namespace Prunella.Tests.Link;

public sealed class SeriesNewsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly SeriesNews _news = new();
    private int _second;

    [Fact]
    public void Every_five_seconds_the_means_are_told_and_of_a_tail_the_maximum()
    {
        for (int i = 0; i < 6; i++)
            Second(("queue", SeriesKind.Gauge, i), ("wait", SeriesKind.HistogramTail, i));

        Assert.True(_news.TryTake(out MetricsPayload? told));
        Assert.Equal(["queue", "wait:p99"], told.Declared.Select(static series => series.Key.Name));
        Assert.Equal([new LinkedPoint(0, 3), new LinkedPoint(1, 5)], told.Points); // seconds 1 to 5: the first roll-up went before
        Assert.False(_news.TryTake(out _));
    }

    [Fact]
    public void Only_what_changed_is_told_again_and_declared_once()
    {
        Seconds(6, ("queue", SeriesKind.Gauge, 1), ("threads", SeriesKind.Gauge, 7));
        Assert.True(_news.TryTake(out _));
        Seconds(5, ("queue", SeriesKind.Gauge, 2), ("threads", SeriesKind.Gauge, 7));

        Assert.True(_news.TryTake(out MetricsPayload? told));
        Assert.Empty(told.Declared);
        Assert.Equal([new LinkedPoint(0, 2)], told.Points);
        Seconds(5, ("queue", SeriesKind.Gauge, 2), ("threads", SeriesKind.Gauge, 7));
        Assert.False(_news.TryTake(out _));
    }

    [Fact]
    public void A_series_without_values_is_told_as_having_none_once()
    {
        Seconds(6, ("queue", SeriesKind.Gauge, 1));
        _ = _news.TryTake(out _);
        Seconds(5);

        Assert.True(_news.TryTake(out MetricsPayload? told));
        Assert.True(float.IsNaN(Assert.Single(told.Points).Value));
        Seconds(5);
        Assert.False(_news.TryTake(out _));
    }

    [Fact]
    public void An_agent_that_is_met_anew_is_told_everything()
    {
        Seconds(6, ("queue", SeriesKind.Gauge, 1));
        _ = _news.TryTake(out _);
        _news.AddAll();

        Assert.True(_news.TryTake(out MetricsPayload? told));
        Assert.Equal((1, 1), (told.Declared.Count, told.Points.Count));
    }

    [Fact]
    public void What_the_agent_measures_itself_is_not_told_and_the_rest_is_bounded()
    {
        var many = Enumerable.Range(0, 1000).Select(static i => ("series" + i, SeriesKind.Gauge, 1.0)).ToArray();
        Seconds(6, [("process.cpu.time", SeriesKind.Counter, 1.0), ("system.io", SeriesKind.Gauge, 1.0), ("prunella.journal.entries", SeriesKind.Counter, 1.0), ("prunella.call.duration", SeriesKind.HistogramTail, 1.0), .. many]);

        Assert.True(_news.TryTake(out MetricsPayload? told));
        Assert.Equal((MetricsPayload.MostSeries, 1000 + 1 - MetricsPayload.MostSeries), (told.Declared.Count, told.LeftOut));
        Assert.Equal("prunella.call.duration", told.Declared[0].Key.Instrument);
        Assert.True(told.ToBytes().Length < Frame.MaxPayload);
    }

    [Fact]
    public void A_roll_up_is_read_as_it_was_written() => Prop.ForAll<(NonNull<string> Name, NonNull<string> Tag, float Value)[]>(series =>
    {
        var payload = new MetricsPayload(
            [.. series.Take(MetricsPayload.MostSeries).Select(static (one, i) => new LinkedSeries(
                i, new SeriesKey("m", "i" + one.Name.Get, "s", SeriesKind.Counter, [new SeriesTag("k", one.Tag.Get)]), one.Name.Get))],
            [.. series.Take(MetricsPayload.MostSeries).Select(static (one, i) => new LinkedPoint(i, one.Value))], 3);
        MetricsPayload read = MetricsPayload.Parse(payload.ToBytes())!;
        return payload.Points.SequenceEqual(read.Points) && read.LeftOut == 3
            && payload.Declared.Zip(read.Declared).All(static pair => Utf8(pair.First.Key.ToString()) == pair.Second.Key.ToString());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_that_are_no_roll_up_are_refused_and_a_later_format_is_passed_over()
    {
        byte[] good = new MetricsPayload([new LinkedSeries(0, new SeriesKey("m", "i", "s", SeriesKind.Gauge, SeriesTags.Empty), "")], [new LinkedPoint(0, 1)], 0).ToBytes();
        for (int length = 1; length < good.Length; length++)
            Assert.Throws<FrameException>(() => MetricsPayload.Parse(good.AsSpan(0, length)));
        Assert.Throws<FrameException>(() => MetricsPayload.Parse([.. good, 0]));
        Assert.Null(MetricsPayload.Parse([2, .. good.AsSpan(1)]));
        var random = new System.Random(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bad = [.. good];
            bad[random.Next(1, bad.Length)] = (byte)random.Next(256);
            try
            {
                _ = MetricsPayload.Parse(bad);
            }
            catch (FrameException)
            {
                // Refused: as it should be where it makes no sense.
            }
        }
    }

    // A lone surrogate does not survive UTF-8.
    private static string Utf8(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private void Seconds(int count, params (string Name, SeriesKind Kind, double Value)[] values)
    {
        for (int i = 0; i < count; i++)
            Second(values);
    }

    private void Second(params (string Name, SeriesKind Kind, double Value)[] values)
    {
        DateTimeOffset time = Start.AddSeconds(++_second);
        foreach ((string name, SeriesKind kind, double value) in values)
        {
            var info = new SeriesInfo(new SeriesId(name.GetHashCode(StringComparison.Ordinal) & int.MaxValue), new SeriesKey("m", name, "s", kind, SeriesTags.Empty), "", Start);
            _news.OnPoint(info, new SeriesPoint(time, value, PointState.Value));
        }

        _news.OnRolledUp(time);
    }
}
