using Prunella.Telemetry.Live;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Tests.Otlp;

namespace Prunella.Telemetry.Tests.Live;

public sealed class LiveAnalysisTests
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_is_given_is_shown()
    {
        using var analysis = new LiveAnalysis(static _ => { });
        Assert.True(analysis.Offer(OtlpBatch.Check(OtlpSignal.Traces, OtlpReceiverTests.Spans(3), 100)));
        analysis.Line("orders", "orders#1", "order 7 placed");

        LivePicture picture = await analysis.ShowAsync().AsTask().WaitAsync(Watchdog);

        Assert.Equal((3, 1, 0), (picture.Counts.Spans, picture.Counts.Lines, picture.Counts.Lost));
        Assert.False(picture.CanJudge);
        Assert.Empty(picture.Findings);
    }

    [Fact]
    public async Task Without_room_it_says_no_and_counts_the_lines_that_it_lost()
    {
        using var analysis = new LiveAnalysis(static _ => { }, new LiveAnalysisOptions { QueueBytes = 100 });

        Assert.False(analysis.Offer(OtlpBatch.Check(OtlpSignal.Traces, OtlpReceiverTests.Spans(30), 100)));
        analysis.Line("orders", "orders", new string('x', 200));
        Assert.Equal(1, (await analysis.ShowAsync().AsTask().WaitAsync(Watchdog)).Counts.Lost);
    }

    [Fact]
    public async Task After_its_end_nothing_is_taken_and_nobody_waits()
    {
        var analysis = new LiveAnalysis(static _ => { });
        analysis.Dispose();
        analysis.Dispose();

        Assert.False(analysis.Offer(OtlpBatch.Check(OtlpSignal.Traces, OtlpReceiverTests.Spans(1), 100)));
        analysis.Line("orders", "orders", "late");
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await analysis.ShowAsync());
    }

    [Fact]
    public void A_wrong_option_is_told() =>
        Assert.Throws<ArgumentException>(() => new LiveAnalysis(static _ => { }, new LiveAnalysisOptions { Window = TimeSpan.FromSeconds(1) }));
}
