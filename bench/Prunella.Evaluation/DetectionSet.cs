using System.Globalization;
using Prunella.Health;

namespace Prunella.Evaluation;

/// <summary>Streams of one value: each row goes to a <see cref="SeriesDetector"/> of its own series, in order, and its score is written.</summary>
internal sealed class DetectionSet(string name, string below, string pattern, bool withTime) : IEvaluationSet
{
    public string Name => name;

    public Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        string root = Directory.Exists(Path.Combine(input, below)) ? Path.Combine(input, below) : input;
        string[] files = Directory.GetFiles(root, pattern, SearchOption.AllDirectories);
        if (files.Length == 0)
            throw new InvalidDataException($"No {pattern} lies below {root}.");

        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string target = Path.Combine(output, Path.GetRelativePath(root, file));
            if (target.EndsWith(".gz", StringComparison.Ordinal))
                target = target[..^3];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Judge(file, target);
        }

        return Task.FromResult(files.Length);
    }

    private void Judge(string file, string target)
    {
        var detector = new SeriesDetector();
        using var writer = new StreamWriter(target);
        writer.WriteLine(withTime ? "timestamp,anomaly_score" : "anomaly_score");
        foreach ((string stamp, DateTimeOffset time, double value) in TimedCsv.Read(file))
        {
            double score = detector.Observe(time, value).Score;
            writer.WriteLine(withTime ? string.Create(CultureInfo.InvariantCulture, $"{stamp},{score:R}") : score.ToString("R", CultureInfo.InvariantCulture));
        }
    }
}
