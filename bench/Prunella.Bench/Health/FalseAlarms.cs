using System.Text.Json;

namespace Prunella.Bench.Health;

/// <summary>What an agent told, while nothing was wrong.</summary>
internal sealed record FalseAlarms
{
    public int Alerts { get; private init; }

    public int Incidents { get; private init; }

    /// <summary>How often a component, or the whole, was said to be less than healthy.</summary>
    public int StateChanges { get; private init; }

    public int Restarts { get; private init; }

    /// <summary>Its words, at most the first twenty.</summary>
    public IReadOnlyList<string> Said { get; private init; } = [];

    /// <summary>Reads the journal that an agent left in a folder.</summary>
    /// <param name="folder">The folder of the agent.</param>
    /// <param name="from">When everything was ready.</param>
    /// <param name="until">Before it was told to stop.</param>
    public static FalseAlarms Read(string folder, DateTimeOffset from, DateTimeOffset until)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "journal-*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new InvalidOperationException("the agent left no journal");
        return files.SelectMany(File.ReadLines).Aggregate(new FalseAlarms(), (seen, line) => seen.With(line, from, until));
    }

    private FalseAlarms With(string line, DateTimeOffset from, DateTimeOffset until)
    {
        using JsonDocument entry = JsonDocument.Parse(line);
        DateTimeOffset time = entry.RootElement.GetProperty("time").GetDateTimeOffset();
        JsonElement fact = entry.RootElement.GetProperty("event");
        if (time < from || time >= until)
            return this;
        FalseAlarms with = fact.GetProperty("kind").GetString() switch
        {
            "alert-raised" => this with { Alerts = Alerts + 1 },
            "incident-opened" => this with { Incidents = Incidents + 1 },
            "health-changed" when fact.GetProperty("to").GetString() != "healthy" => this with { StateChanges = StateChanges + 1 },
            "process-exited" => this with { Restarts = Restarts + 1 },
            _ => this,
        };
        return with == this || Said.Count == 20 ? with : with with { Said = [.. Said, $"{time:HH:mm:ss} {fact.GetRawText()}"] };
    }
}
