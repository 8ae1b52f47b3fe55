using System.Globalization;
using Prunella.Telemetry.Tests.Detectors;

namespace Prunella.Evaluation.Traces;

/// <summary>The simulated shop with one thing changed at a time: the input is a range of seeds such as <c>100-129</c>, the output a table by class, with what was wrong below.</summary>
internal sealed class DetectorsSet : IEvaluationSet
{
    public string Name => "detectors";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        string[] ends = input.Split('-');
        if (ends.Length != 2 || !int.TryParse(ends[0], CultureInfo.InvariantCulture, out int first) || !int.TryParse(ends[1], CultureInfo.InvariantCulture, out int last) || last < first)
            throw new InvalidDataException($"'{input}' is no range of seeds such as 100-129.");
        DetectorScore score = DetectorScore.Of(Enumerable.Range(first, last - first + 1));
        Console.Write(score.Table());
        await File.WriteAllTextAsync(output, score.Table() + "\n" + score.Wrong, cancellationToken);
        return (last - first + 1) * (SimulatedShop.Changes.Length + 1);
    }
}
