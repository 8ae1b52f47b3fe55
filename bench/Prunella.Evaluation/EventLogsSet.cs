using System.Diagnostics;
using System.Text.Json;
using Prunella.Telemetry.Flows;

namespace Prunella.Evaluation;

/// <summary>Process logs (<c>.csv</c>, <c>.xes</c>, packed or not) and nets (<c>.pnml</c>) whose names begin alike: what followed what, and how well they fit.</summary>
internal sealed class EventLogsSet : IEvaluationSet
{
    public string Name => "eventlogs";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        string[] files = [.. Directory.GetFiles(input).Order(StringComparer.Ordinal)];
        string[] nets = [.. files.Where(static file => file.EndsWith(".pnml", StringComparison.Ordinal))];
        var found = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (string file in files.Where(static file => Path.GetFileName(file) is var name
            && (name.Contains(".csv", StringComparison.Ordinal) || name.Contains(".xes", StringComparison.Ordinal))))
        {
            string name = Stem(file);
            EventLog log = EventLogReader.Read(file);
            DirectlyFollowsGraph graph = DirectlyFollowsGraph.Of(log);
            found.Add(name, new
            {
                cases = log.Cases,
                events = log.Events,
                variants = log.Variants.Length,
                edges = graph.Edges.Select(static edge => new object[] { edge.Key.From, edge.Key.To, edge.Value }),
                start = graph.Starts,
                end = graph.Ends,
                nets = nets.Where(net => name.StartsWith(Stem(net), StringComparison.Ordinal)).ToDictionary(static net => Path.GetFileName(net), net => Fit(log, net)),
            });
        }

        if (found.Count == 0)
            throw new InvalidDataException($"{input} has no process log (.csv, .xes, packed with .gz or .xz or not).");
        await File.WriteAllTextAsync(output, JsonSerializer.Serialize(found), cancellationToken);
        return found.Count;
    }

    private static object Fit(EventLog log, string net)
    {
        long started = Stopwatch.GetTimestamp();
        FlowFitness fitness = FlowFitness.Of(log, PnmlReader.Read(net));
        return new
        {
            align_log_fitness = fitness.OfLog,
            align_avg = fitness.OfCases,
            align_perc_fit = 100 * fitness.FittingShare,
            seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }

    private static string Stem(string file) => Path.GetFileName(file).Split('.')[0];
}
