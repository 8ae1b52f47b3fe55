using System.Collections.Immutable;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Spans;

namespace Prunella.Evaluation.Shop;

/// <summary>Lets the detectors judge a folder of recordings, with their defaults.</summary>
internal static class ShopJudge
{
    /// <param name="folder">The recordings, with their truth.</param>
    /// <param name="nameOf">Names errors; null to group them by service and statement.</param>
    /// <exception cref="InvalidDataException">The folder holds no recordings.</exception>
    public static (ShopScore Score, int Runs) Judge(string folder, Func<LogEvent, string?>? nameOf = null)
    {
        ShopTruth truth = ShopTruth.Read(folder);
        var read = new Dictionary<string, Telemetry>(StringComparer.Ordinal);
        var detectors = new AnomalyDetectors();
        var score = new ShopScore();
        foreach (ShopTruth.Run run in truth.Runs)
            score.Add(run, truth.NeverCalled, detectors.Detect(new DetectorInput(ProfileOf([run.File]), ProfileOf(run.Before), ShopDocuments.Read(run.Lie))));
        return (score, truth.Runs.Length);

        PeriodProfile ProfileOf(ImmutableArray<string> files)
        {
            var builder = new ProfileBuilder(nameOf);
            foreach (string file in files)
            {
                if (!read.TryGetValue(file, out Telemetry? telemetry))
                    read.Add(file, telemetry = RecordingFile.Read(Path.Combine(folder, file)));
                foreach (Trace trace in telemetry.Traces)
                    builder.Add(trace);
                foreach (LogEvent record in telemetry.Records)
                    builder.Add(record);
            }

            return builder.Build();
        }
    }
}
