using Prunella.Evaluation.Shop;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Tests.Detectors;

public sealed class RecordedShopTests
{
    [Fact]
    public void In_recordings_of_real_services_each_class_is_found_and_nearly_nothing_else_is_told()
    {
        (ShopScore score, int runs) = ShopJudge.Judge(Path.Combine(Repository.Root, "bench", "data", "shop", "seed-20"));

        Assert.Equal(48, runs);
        Assert.True(score.CalmTold <= 1, score.Details);
        foreach (FindingClass kind in Enum.GetValues<FindingClass>())
            Assert.True(score.Recall(kind) >= 0.95 && score.Precision(kind) >= 0.95, $"{score.Table()}\n{score.Details}");
    }

    [Fact]
    public void A_recording_that_is_written_is_read_as_it_was()
    {
        string folder = Path.Combine(Repository.Root, "bench", "data", "shop", "seed-20"), copy = Path.GetTempFileName();
        try
        {
            Evaluation.Shop.Telemetry first = RecordingFile.Read(Path.Combine(folder, "0-00.br"));
            RecordingFile.Write(copy, first);
            Evaluation.Shop.Telemetry again = RecordingFile.Read(copy);

            Assert.Equal(first.Traces.Select(static trace => string.Join('|', trace.Spans.Select(static span => $"{span.Service} {span.Operation} {span.Start} {span.Duration} {span.IsError}"))),
                again.Traces.Select(static trace => string.Join('|', trace.Spans.Select(static span => $"{span.Service} {span.Operation} {span.Start} {span.Duration} {span.IsError}"))));
            Assert.Equal(first.Records.Select(static record => (record.Time, record.Level, record.Template)), again.Records.Select(static record => (record.Time, record.Level, record.Template)));
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
