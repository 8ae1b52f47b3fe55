using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Live;
using Prunella.Telemetry.Otlp;

namespace Prunella.Telemetry.Tests.Live;

public sealed class LiveObserverTests
{
    private readonly LiveObserver _observer = new(new LiveAnalysisOptions());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_quarter_of_an_hour_in_which_all_is_well_tells_nothing(int seed) =>
        Assert.Empty(new RunningShop(seed, _observer).Run(TimeSpan.FromMinutes(15)).News);

    [Fact]
    public void A_service_that_becomes_slow_is_told_once_and_so_is_its_end()
    {
        RunningShop shop = new RunningShop(3, _observer).Run(TimeSpan.FromMinutes(8));
        shop.Slowness = 6;
        DateTimeOffset begun = shop.Now;
        shop.Run(TimeSpan.FromMinutes(3));

        LiveFinding told = Assert.Single(shop.Told, static one => one.Finding.Class == FindingClass.Performance);
        Assert.Equal("orders", told.Finding.Place.Service);
        Assert.InRange(told.ToldAt, begun, begun.AddMinutes(2));
        Assert.Empty(shop.Ended);

        shop.Slowness = 1;
        shop.Run(TimeSpan.FromMinutes(5));
        Assert.Single(shop.Ended, static one => one.Finding.Class == FindingClass.Performance);
        Assert.Single(shop.Told, static one => one.Finding.Class == FindingClass.Performance);
    }

    [Fact]
    public void A_new_error_in_the_output_is_told_once_with_its_record()
    {
        RunningShop shop = new RunningShop(4, _observer).Run(TimeSpan.FromMinutes(8));
        shop.Errors = 0.1;
        shop.Run(TimeSpan.FromMinutes(3));

        LiveFinding told = Assert.Single(shop.Told, static one => one.Finding.Class == FindingClass.Errors);
        Assert.Equal("orders", told.Finding.Place.Service);
        Assert.Contains(told.Finding.Evidence, static one => one is RecordEvidence record && record.Text.Contains("no price", StringComparison.Ordinal));
        LivePicture picture = _observer.Show(shop.Now);
        Assert.Contains(picture.Errors, static error => error.Service == "orders" && error.Now > 0);
    }

    [Fact]
    public void A_step_that_is_left_out_is_told_as_behaviour()
    {
        RunningShop shop = new RunningShop(5, _observer).Run(TimeSpan.FromMinutes(8));
        shop.Skipped = 0.5;
        shop.Run(TimeSpan.FromMinutes(3));

        Assert.Contains(shop.Told, static one => one.Finding is { Class: FindingClass.Behaviour, Place.Service: "orders" });
    }

    [Fact]
    public void Trouble_is_no_measure_for_trouble_until_patience_ends()
    {
        var observer = new LiveObserver(new LiveAnalysisOptions { Patience = TimeSpan.FromMinutes(5) });
        RunningShop shop = new RunningShop(6, observer).Run(TimeSpan.FromMinutes(8));
        shop.Errors = 0.5;
        shop.Run(TimeSpan.FromMinutes(4));
        Assert.Contains(observer.Findings, static one => one.Finding.Class == FindingClass.Errors);

        shop.Run(TimeSpan.FromMinutes(20)); // by then it is ordinary
        Assert.DoesNotContain(observer.Findings, static one => one.Finding.Class == FindingClass.Errors);
    }

    [Fact]
    public void What_it_shows_has_operations_flow_traces_and_coverage()
    {
        RunningShop shop = new RunningShop(7, _observer).Run(TimeSpan.FromMinutes(5));
        LivePicture picture = _observer.Show(shop.Now);

        Assert.True(picture.CanJudge);
        Assert.Equal(["orders: save", "orders: place", "gateway: POST /orders"], picture.Operations.Select(static one => $"{one.Service}: {one.Name}").OrderByDescending(static name => name, StringComparer.Ordinal));
        Assert.Equal(3, picture.Flow!.Steps.Length);
        Assert.NotEmpty(picture.Traces);
        Assert.Equal(3 * 4 * 300, picture.Counts.Spans);
        Assert.Equal(["gateway", "orders"], picture.Coverage.Select(static one => one.Service));
        Assert.Equal((2, 2, 2), (picture.Coverage[1].Operations, picture.Coverage[1].OperationsNow, picture.Coverage[1].Statements));
    }

    [Fact]
    public void Services_without_end_do_not_fill_the_memory()
    {
        var observer = new LiveObserver(new LiveAnalysisOptions { MaxServices = 4 });
        for (int i = 0; i < 1_000; i++)
            observer.Take($"service {i}", $"process {i}", "a line", DateTimeOffset.UnixEpoch.AddSeconds(i));

        LivePicture picture = observer.Show(DateTimeOffset.UnixEpoch.AddSeconds(1_000));
        Assert.Equal((1_000, 996), (picture.Counts.Lines, picture.Counts.LeftOut));
    }

    [Fact]
    public void Lines_of_a_service_that_exports_its_records_are_not_counted_twice()
    {
        byte[] message = new Otlp.WireWriter().Message(1, new Otlp.WireWriter().Message(1, new Otlp.WireWriter().Attribute(1, "service.name", "orders"))
            .Message(2, new Otlp.WireWriter().Message(2, new Otlp.WireWriter().Message(5, new Otlp.WireWriter().Text(1, "placed"))))).ToArray();
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddDays(20_000);
        _observer.Take(OtlpBatch.Check(OtlpSignal.Logs, message, 10), now);
        for (int i = 0; i < 100; i++)
            _observer.Take("orders", "orders", "placed", now);
        _observer.Advance(now.AddSeconds(10));

        Assert.Equal(1, _observer.Show(now).Counts.Records);
    }
}
