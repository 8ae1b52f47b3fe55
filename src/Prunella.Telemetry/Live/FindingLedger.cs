using System.Collections.Immutable;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Live;

/// <summary>Keeps what looks find: tells a cause once when it has been found often enough in a row, and once more when it is over. Bounded; not thread-safe.</summary>
/// <param name="toTell">Looks in a row that must find it.</param>
/// <param name="toEnd">Looks in a row that must not.</param>
internal sealed class FindingLedger(int toTell, int toEnd)
{
    /// <summary>Most causes that are followed at a time.</summary>
    public const int Most = 256;

    private const int MostEnded = 50;
    private readonly Dictionary<string, Track> _tracks = new(StringComparer.Ordinal);
    private readonly Queue<LiveFinding> _ended = new();

    /// <summary>What was told and is not over, the gravest first.</summary>
    public ImmutableArray<LiveFinding> Open =>
    [
        .. _tracks.Values.Select(static track => track.Told).OfType<LiveFinding>()
            .OrderByDescending(static one => one.Finding.Severity).ThenByDescending(static one => one.Finding.Confidence).ThenBy(static one => one.ToldAt),
    ];

    /// <summary>What is over, the newest first.</summary>
    public ImmutableArray<LiveFinding> Ended => [.. _ended.Reverse()];

    /// <summary>Whether something grave has been found that is not over, told or not.</summary>
    public bool HasGrave => _tracks.Values.Any(static track => track.Finding.Severity >= FindingSeverity.Major);

    /// <summary>Takes in what one look found.</summary>
    /// <param name="found">What must be found again before it is told.</param>
    /// <param name="sure">What was watched for long enough by whoever found it.</param>
    /// <param name="now">When.</param>
    /// <returns>What is told now, and what is over now.</returns>
    public IReadOnlyList<LiveFinding> Take(IEnumerable<Finding> found, IEnumerable<Finding> sure, DateTimeOffset now)
    {
        var news = new List<LiveFinding>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((Finding finding, bool isSure) in sure.Select(static one => (one, true)).Concat(found.Select(static one => (one, false))))
        {
            string cause = CauseOf(finding);
            if (!seen.Add(cause))
                continue; // the surer one came first
            if (!_tracks.TryGetValue(cause, out Track? track))
            {
                if (_tracks.Count >= Most)
                    continue;
                _tracks.Add(cause, track = new Track(finding, now));
            }

            (track.Finding, track.Missed) = (finding, 0);
            track.Found += isSure ? toTell : 1;
            if (track.Told is not null)
            {
                track.Told = track.Told with { Finding = finding };
            }
            else if (track.Found >= toTell)
            {
                track.Told = new LiveFinding(finding, finding.When.From <= track.Since && finding.When.From > track.Since - TimeSpan.FromHours(1) ? finding.When.From : track.Since, now);
                news.Add(track.Told);
            }
        }

        news.AddRange(Over(seen, now));
        return news;
    }

    private IEnumerable<LiveFinding> Over(HashSet<string> seen, DateTimeOffset now)
    {
        foreach ((string cause, Track track) in _tracks.ToArray())
        {
            if (seen.Contains(cause) || (++track.Missed < toEnd && track.Told is not null))
                continue;
            _ = _tracks.Remove(cause); // what was not told yet must be found without a gap
            if (track.Told is not { } told)
                continue;
            LiveFinding ended = told with { EndedAt = now };
            _ended.Enqueue(ended);
            if (_ended.Count > MostEnded)
                _ = _ended.Dequeue();
            yield return ended;
        }
    }

    // While it goes on, a slow service is one cause, and so is an operation that goes another way, however many numbers tell of it.
    private static string CauseOf(Finding finding) => finding.Class switch
    {
        FindingClass.Performance when finding.Place.Service is { } service => $"{finding.Class}\0{service}",
        FindingClass.Behaviour => $"{finding.Class}\0{finding.Place.Service}\0{finding.Place.Operation ?? finding.Place.Template}",
        _ => FindingMerge.CauseOf(finding),
    };

    private sealed class Track(Finding finding, DateTimeOffset since)
    {
        public Finding Finding { get; set; } = finding;

        public DateTimeOffset Since => since;

        public int Found { get; set; }

        public int Missed { get; set; }

        public LiveFinding? Told { get; set; }
    }
}
