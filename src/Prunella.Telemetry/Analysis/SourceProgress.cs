namespace Prunella.Telemetry.Analysis;

/// <summary>What several threads have read of one source so far.</summary>
internal sealed class SourceProgress
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, long> _lines = [];
    private string _format = "";
    private string? _problem;
    private long _bytes, _records, _bad, _cut;

    public void Recognised(string format)
    {
        lock (_lock)
            _format = format;
    }

    public void Failed(string problem)
    {
        lock (_lock)
            _problem ??= problem;
    }

    public void Read(int piece, long bytes, long records, long lines, long bad, long cut)
    {
        lock (_lock)
        {
            _lines[piece] = lines;
            _bytes += bytes;
            _records += records;
            _bad += bad;
            _cut += cut;
        }
    }

    /// <summary>The lines before a piece.</summary>
    public long LinesBefore(int piece) => _lines.TakeWhile(pair => pair.Key < piece).Sum(static pair => pair.Value);

    public SourceSummary Summary(string name) => new(name, _format, _bytes, _records, _lines.Values.Sum(), _bad, _cut, _problem);
}
