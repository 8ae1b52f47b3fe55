namespace Prunella.Metrics;

/// <summary>What the hub collects and how much it keeps. Section <c>Prunella:Metrics</c>.</summary>
public sealed record MetricsOptions
{
    /// <summary>Whether metrics are collected at all. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The time from one roll-up to the next: the full resolution. Default 1 s; 100 ms to 1 min, and a whole part of a minute.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Names of meters to collect; a <c>*</c> at the end stands for anything. Default <c>*</c>: all.</summary>
    public IList<string> Meters { get; } = [];

    /// <summary>Names of meters to leave out, written the same way. Default none.</summary>
    public IList<string> ExcludedMeters { get; } = [];

    /// <summary>How many series an instrument may have; measurements with more sets of tags go to its overflow series. Default 2,000; 1 to 100,000.</summary>
    /// <remarks>A histogram takes three for each set of tags.</remarks>
    public int MaxSeriesPerInstrument { get; set; } = 2_000;

    /// <summary>How many series there may be. Default 20,000; 100 to 1,000,000. Overflow series are not counted.</summary>
    public int MaxSeries { get; set; } = 20_000;

    /// <summary>How much memory the points of all series may take, in bytes. Default 12 MiB; 1 MiB to 4 GiB.</summary>
    /// <remarks>Each series has the same share. Within it lie an hour of full resolution, a day of minutes and a month of hours, or as much of each as fits.</remarks>
    public long PointBytes { get; set; } = 12 << 20;

    /// <summary>How much memory the past distributions of all histograms may take, in bytes. Default 8 MiB; 1 MiB to 4 GiB.</summary>
    public long SketchBytes { get; set; } = 8 << 20;

    /// <summary>How long observable instruments and sources may take in a period, before the roll-up goes on without them. Default 500 ms; 10 ms to <see cref="Period"/>.</summary>
    public TimeSpan CollectionTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A series without a point for so long is no longer told as missing. Default 10 min; at least one <see cref="Period"/>.</summary>
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether processor, memory, threads, files and sockets of this process, its control group and the disk are measured. Default true.</summary>
    public bool ProcessMetrics { get; set; } = true;

    /// <summary>The file that keeps the points over a restart; at most about twice <see cref="PointBytes"/>. Default null: they end with the process.</summary>
    public string? HistoryFile { get; set; }
}
