namespace Prunella.Telemetry.Analysis;

/// <summary>How many took how long, over time: by step of the axis, then by step of the duration.</summary>
internal sealed class Heat
{
    private int[]?[]? _rows;

    public int[]? this[int slot] => _rows?[slot];

    public void Add(int slot, int step)
    {
        _rows ??= new int[]?[TimeAxis.Slots];
        (_rows[slot] ??= new int[LatencyCounts.Steps])[step]++;
    }

    public void Absorb(Heat other)
    {
        if (other._rows is not { } rows)
            return;
        _rows ??= new int[]?[TimeAxis.Slots];
        for (int i = 0; i < rows.Length; i++)
            Put(_rows, i, rows[i]);
    }

    public void Move(TimeAxis axis, int folds, long oldBase)
    {
        if (_rows is not { } old)
            return;
        _rows = new int[]?[TimeAxis.Slots];
        for (int i = 0; i < old.Length; i++)
        {
            if (old[i] is not null)
                Put(_rows, (int)(((oldBase + i) >> folds) - axis.Base), old[i]);
        }
    }

    private static void Put(int[]?[] rows, int place, int[]? row)
    {
        if (row is null)
            return;
        if (rows[place] is { } own)
            ShapeTally.Add(own, row);
        else
            rows[place] = row;
    }
}
