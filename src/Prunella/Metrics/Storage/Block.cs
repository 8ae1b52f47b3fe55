namespace Prunella.Metrics;

/// <summary>Some points one after another, on their way into a few bytes or back. Used again and again; one thread.</summary>
/// <remarks>Up to 60 steps in up to three streams: the values, or the means, minima and maxima of coarser steps.</remarks>
internal sealed class Block
{
    /// <summary>The most steps.</summary>
    public const int MaxLength = 60;

    /// <summary>The most streams.</summary>
    public const int MaxStreams = 3;

    private readonly float[] _values = new float[MaxLength * MaxStreams];

    /// <summary>Which block of the time line: the number of its first step divided by the block's length.</summary>
    public int Number { get; set; }

    /// <summary>The steps of which nothing is held, by bit.</summary>
    public ulong Absent { get; set; }

    /// <summary>The steps that have no value, by bit.</summary>
    public ulong Missing { get; set; }

    /// <summary>The steps with a reset, by bit.</summary>
    public ulong Resets { get; set; }

    /// <summary>The values of a stream, a step each; of steps without a value they mean nothing.</summary>
    public Span<float> Stream(int index) => _values.AsSpan(index * MaxLength, MaxLength);

    /// <summary>Whether a step has a value.</summary>
    public bool HasValue(int step) => ((Absent | Missing | Resets) >> step & 1) == 0;

    /// <summary>Begins anew, with nothing held.</summary>
    public void Clear(int number)
    {
        Number = number;
        Absent = ulong.MaxValue;
        Missing = 0;
        Resets = 0;
    }
}
