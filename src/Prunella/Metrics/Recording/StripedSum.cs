using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Prunella.Metrics;

/// <summary>A sum that many processors add to without getting in each other's way.</summary>
/// <remarks>It begins with one cell and gets one for each processor once collisions show that it is worth the memory. No cell is ever reset.</remarks>
internal sealed class StripedSum
{
    private const int CollisionsBeforeSplit = 32;

    private double _first;
    private Cell[]? _more;
    private int _collisions;

    /// <summary>All that was added so far.</summary>
    public double Total
    {
        get
        {
            double total = Volatile.Read(ref _first);
            foreach (Cell cell in Volatile.Read(ref _more) ?? [])
                total += Volatile.Read(ref cell.Value);
            return total;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double amount)
    {
        if (_more is not null || !TryAdd(ref _first, amount))
            AddElsewhere(amount);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryAdd(ref double cell, double amount)
    {
        double seen = Volatile.Read(ref cell);
        // By bits: a sum of NaN would never equal itself, and 0 equals −0.
        return Interlocked.CompareExchange(
            ref Unsafe.As<double, long>(ref cell), BitConverter.DoubleToInt64Bits(seen + amount), BitConverter.DoubleToInt64Bits(seen)) == BitConverter.DoubleToInt64Bits(seen);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddElsewhere(double amount)
    {
        Cell[]? cells = Volatile.Read(ref _more);
        if (cells is null && Environment.ProcessorCount > 1 && Interlocked.Increment(ref _collisions) >= CollisionsBeforeSplit)
        {
            cells = new Cell[Stripes.Count];
            for (int i = 0; i < cells.Length; i++)
                cells[i] = new Cell();
            cells = Interlocked.CompareExchange(ref _more, cells, comparand: null) ?? cells;
        }

        ref double cell = ref cells is null ? ref _first : ref cells[Stripes.Current].Value;
        while (!TryAdd(ref cell, amount))
        {
        }
    }

    /// <summary>Alone on its cache lines, and on the neighbour's that the prefetcher takes along.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private sealed class Cell
    {
        [FieldOffset(64)]
        public double Value;
    }
}
