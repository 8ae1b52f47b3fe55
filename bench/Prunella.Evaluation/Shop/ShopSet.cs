using System.Collections.Immutable;
using Prunella.Evaluation.Traces;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;

namespace Prunella.Evaluation.Shop;

/// <summary>Recordings of the shop: what the seven detectors tell of each period, compared with the ordinary ones before it; beside it how much of that is true.</summary>
internal sealed class ShopSet : IEvaluationSet
{
    public string Name => "shop";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        ShopTruth truth = ShopTruth.Read(input);
        var profiles = new Dictionary<string, Telemetry>(StringComparer.Ordinal);
        var detectors = new AnomalyDetectors();
        var score = new ShopScore();
        foreach (ShopTruth.Run run in truth.Runs)
        {
            PeriodProfile before = ProfileOf(run.Before), now = ProfileOf([run.File]);
            ImmutableArray<Finding> found = detectors.Detect(new DetectorInput(now, before, ShopDocuments.Read(run.Lie)));
            score.Add(run, truth.NeverCalled.IsDefault ? [] : truth.NeverCalled, found);
        }

        Console.Write(score.Table());
        await File.WriteAllTextAsync(output, score.Table() + "\n" + score.Details, cancellationToken);
        return truth.Runs.Length;

        PeriodProfile ProfileOf(ImmutableArray<string> files)
        {
            var builder = new ProfileBuilder(LoggedErrors.NameOf);
            foreach (string file in files)
            {
                if (!profiles.TryGetValue(file, out Telemetry? telemetry))
                    profiles.Add(file, telemetry = RecordingFile.Read(Path.Combine(input, file)));
                foreach (var trace in telemetry.Traces)
                    builder.Add(trace);
                foreach (LogEvent record in telemetry.Records)
                    builder.Add(record);
            }

            return builder.Build();
        }
    }
}
