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

    public NumberTally[] Numbers { get; set; } = [];

    /// <summary>Where it tells changes of state; null where it does not.</summary>
    public StateSlots? States { get; set; }

    /// <summary>The changes that it told by values.</summary>
    public TransitionTally? Transitions { get; set; }

    /// <summary>Its records at level error or above; null while there are none.</summary>
    public ErrorTally? Errors { get; set; }

    /// <summary>Carries all that is counted by steps over to others.</summary>
    public void Move(TimeAxis axis, int folds, long oldBase)
    {
        axis.Move(Times, folds, oldBase);
        Heat.Move(axis, folds, oldBase);
        foreach (NumberTally number in Numbers)
            number.Move(axis, folds, oldBase);
        Transitions?.Move(axis, folds, oldBase);
        Errors?.Move(axis, folds, oldBase);
    }

    /// <summary>Takes in what another tally counted of the same skeleton.</summary>
    public void Absorb(ShapeTally theirs)
    {
        for (int level = 0; level < Levels.Length; level++)
            Levels[level] += theirs.Levels[level];
        Add(Times, theirs.Times);
        First = Math.Min(First, theirs.First);
        Last = Math.Max(Last, theirs.Last);
        if (theirs.Order < Order)
            (Order, Example) = (theirs.Order, theirs.Example);
        if (theirs.Latency is { } latency)
            (Latency ??= new LatencyCounts()).Absorb(latency);
        Heat.Absorb(theirs.Heat);
        foreach (NumberTally number in theirs.Numbers)
        {
            if (Array.Find(Numbers, one => one.Slot == number.Slot && one.Name == number.Name) is { } own)
                own.Absorb(number);
            else
                Numbers = [.. Numbers, number];
        }

        States ??= theirs.States;
        if (theirs.Transitions is { } transitions)
            (Transitions ??= new TransitionTally()).Absorb(transitions);
        if (theirs.Errors is { } errors)
            (Errors ??= new ErrorTally()).Absorb(errors);
    }

    public static void Add(Span<int> to, ReadOnlySpan<int> counts)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] += counts[i];
    }
}
