using System.Globalization;
using System.Text.Json;
using Prunella.Health;

namespace Prunella.Evaluation;

/// <summary>
/// Whether nothing is said to be wrong while nothing is: windows cut out of each case's ordinary time, of the length of its trouble, are
/// diagnosed as if they were trouble, with the alarm of the case.
/// </summary>
/// <remarks>Cases without an alarm are passed over. The output is that of <c>rca</c>, a trial for each window.</remarks>
internal sealed class CalmTrialSet : IEvaluationSet
{
    private const int WindowsOfEach = 20;

    public string Name => "rca-calm";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        var analyzer = new RootCauseAnalyzer();
        var seen = new HashSet<(double[], string)>();
        int trials = 0, empty = 0;
        await using FileStream file = File.Create(output);
        await using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        foreach (RecordedCase one in RecordedCases.Read(input))
        {
            if (one.Input.Alarm is not { } alarm || !seen.Add((Whole(one.Input.Series[0]), $"{alarm.Component}|{alarm.Metric}")))
                continue;
            int rows = one.Input.Series[0].Normal.Length, length = one.Input.Series[0].Anomalous.Length;
            int step = Math.Max(1, (rows - length) / (WindowsOfEach + 1));
            for (int start = step; start + length <= rows && rows > 4 * length; start += step)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Diagnosis diagnosis = analyzer.Diagnose(one.Input with { Series = [.. one.Input.Series.Select(series => Cut(series, start, length))] });
                writer.WriteStartArray(string.Create(CultureInfo.InvariantCulture, $"{one.Name}@{start}"));
                foreach (Suspect suspect in diagnosis.Suspects)
                    writer.WriteStringValue(suspect.Component);
                writer.WriteEndArray();
                trials++;
                empty += diagnosis.IsEmpty ? 1 : 0;
            }
        }

        writer.WriteEndObject();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"empty answers: {empty} of {trials}"));
        return trials;
    }

    private static double[] Whole(DiagnosisSeries series) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(series.Normal, out ArraySegment<double> whole) ? whole.Array! : [];

    private static DiagnosisSeries Cut(DiagnosisSeries series, int start, int length)
    {
        double[] rest = [.. series.Normal.Span[..start], .. series.Normal.Span[(start + length)..]];
        return series with { Normal = rest, Anomalous = series.Normal.Slice(start, length) };
    }
}
