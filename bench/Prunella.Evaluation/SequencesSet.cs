using System.Globalization;
using System.Text;
using Prunella.Telemetry.Sequences;

namespace Prunella.Evaluation;

/// <summary>A folder with <c>train.csv</c>, normal sequences, and <c>test.csv</c>: both with id and events, parted by spaces.</summary>
internal sealed class SequencesSet : IEvaluationSet
{
    public string Name => "sequences";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        SequenceProfile profile = SequenceProfile.Learn((await ReadAsync(Path.Combine(input, "train.csv"), cancellationToken)).Select(static row => row.Steps));
        List<(string Id, string[] Steps)> test = await ReadAsync(Path.Combine(input, "test.csv"), cancellationToken);
        var csv = new StringBuilder("id,score,flag\n");
        foreach ((string id, string[] steps) in test)
        {
            SequenceVerdict verdict = profile.Judge(steps);
            csv.Append(CultureInfo.InvariantCulture, $"{id},{verdict.Distance:F6},{(verdict.IsAbnormal ? 1 : 0)}\n");
        }

        await File.WriteAllTextAsync(output, csv.ToString(), cancellationToken);
        return test.Count;
    }

    private static async Task<List<(string Id, string[] Steps)>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var rows = new List<(string, string[])>();
        foreach (string line in (await File.ReadAllLinesAsync(path, cancellationToken)).Skip(1).Where(static line => line.Length > 0))
        {
            int comma = line.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0)
                throw new InvalidDataException($"{path}, row {rows.Count + 2}: no comma.");
            rows.Add((line[..comma], line[(comma + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }

        return rows;
    }
}
