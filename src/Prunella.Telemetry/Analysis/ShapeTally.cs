namespace Prunella.Telemetry.Analysis;

/// <summary>What was counted of one skeleton.</summary>
internal sealed class ShapeTally(ulong key)
{
    /// <summary>By <see cref="Microsoft.Extensions.Logging.LogLevel"/>; the last for none.</summary>
    public readonly long[] Levels = new long[7];

    /// <summary>By the steps of the axis.</summary>
    public readonly int[] Times = new int[TimeAxis.Slots];

    public ulong Key => key;

    public long First { get; set; } = long.MaxValue;

    public long Last { get; set; }

    /// <summary>Number of its source among those of the tally; −1 if it has several.</summary>
    public int Category { get; set; }

    /// <summary>The first record: where it stands and what it says.</summary>
    public long Order { get; set; } = long.MaxValue;

    public string Example { get; set; } = "";

    public DurationSlot? Duration { get; set; }

    /// <summary>The value that names the piece of work; −1 for none.</summary>
    public int Case { get; set; } = -1;

    /// <summary>The names of the fields of JSON that have the duration and the piece of work.</summary>
    public byte[] DurationField { get; set; } = [];

    public byte[] CaseField { get; set; } = [];

    public LatencyCounts? Latency { get; set; }

    public Heat Heat { get; } = new();

    public void Move(TimeAxis axis, int folds, long oldBase)
    {
        axis.Move(Times, folds, oldBase);
        Heat.Move(axis, folds, oldBase);
    }

    public static void Add(Span<int> to, ReadOnlySpan<int> counts)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] += counts[i];
    }
}
