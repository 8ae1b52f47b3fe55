using System.Text.Json;
using Prunella.Health;

namespace Prunella.Evaluation;

/// <summary>Root causes of recorded troubles: metrics alone, or with traces and logs.</summary>
internal sealed class RootCauseSet(string name, bool withTelemetry) : IEvaluationSet
{
    public string Name => name;

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        var analyzer = new RootCauseAnalyzer();
        int items = 0;
        await using FileStream file = File.Create(output);
        await using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        foreach (RecordedCase one in RecordedCases.Read(input))
        {
            cancellationToken.ThrowIfCancellationRequested();
            DiagnosisInput known = withTelemetry ? one.Input : one.Input with { Normal = TelemetryWindow.Empty, Anomalous = TelemetryWindow.Empty };
            writer.WriteStartArray(one.Name);
            foreach (Suspect suspect in analyzer.Diagnose(known).Suspects)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(suspect.Component);
                if (suspect.Metric is not null)
                    writer.WriteStringValue(suspect.Metric);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            items++;
        }

        writer.WriteEndObject();
        return items;
    }
}
