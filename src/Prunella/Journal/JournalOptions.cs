namespace Prunella.Journal;

/// <summary>What the journal keeps, and where. Section <c>Prunella:Journal</c>.</summary>
public sealed record JournalOptions
{
    /// <summary>The name of this process in its entries. Default <c>local</c>; 1 to 128 characters.</summary>
    public string Source { get; set; } = "local";

    /// <summary>How many entries stay in memory. Default 8,192; 16 to 1,048,576.</summary>
    public int RingCapacity { get; set; } = 8192;

    /// <summary>Where the files are. Default null: nothing is kept beyond the process.</summary>
    public string? Directory { get; set; }

    /// <summary>When entries are forced to the disk. Default <see cref="FsyncPolicy.Interval"/>.</summary>
    public FsyncPolicy Fsync { get; set; } = FsyncPolicy.Interval;

    /// <summary>The longest time between two forced writes under <see cref="FsyncPolicy.Interval"/>. Default 200 ms; 1 ms to 1 min.</summary>
    public TimeSpan FsyncInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A file that reaches this size is followed by a new one. Default 16 MiB; at least 64 KiB.</summary>
    public long MaxFileBytes { get; set; } = 16 << 20;

    /// <summary>Beyond this size of all files together the oldest are deleted. Default 256 MiB; at least twice <see cref="MaxFileBytes"/>.</summary>
    public long MaxTotalBytes { get; set; } = 256 << 20;

    /// <summary>How many entries may wait for the disk; more are lost from the files, and counted. Default 8,192; 16 to <see cref="RingCapacity"/>.</summary>
    public int QueueCapacity { get; set; } = 8192;

    /// <summary>How many bytes of entries may wait for the disk, estimated. Default 8 MiB; 64 KiB to 16 MiB.</summary>
    public long QueueBytes { get; set; } = 8 << 20;
}
