using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Prunella.Resilience;

/// <summary>A counter that many processors add to without getting in each other's way. It only grows, so nothing counted is ever lost.</summary>
/// <remarks>
/// It begins with one cell and gets one for each processor when collisions show that it is worth the memory: an idle breaker stays small.
/// Readers who want a slice of time subtract the sum they saw before; no cell is ever reset.
/// </remarks>
internal sealed class StripedCounter
{
    private const int CollisionsBeforeSplit = 32;

    private Cell[] _cells = [new Cell()];
    private int _collisions;

    /// <summary>How many cells there are.</summary>
    public int Stripes => Volatile.Read(ref _cells).Length;

    /// <summary>All that was added so far.</summary>
    public long Sum
    {
        get
        {
            long sum = 0;
            foreach (Cell cell in Volatile.Read(ref _cells))
                sum += Volatile.Read(ref cell.Count);
            return sum;
        }
    }

    /// <summary>Counts one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment()
    {
        Cell[] cells = _cells;
        ref long count = ref cells[cells.Length == 1 ? 0 : Thread.GetCurrentProcessorId() & (cells.Length - 1)].Count;
        long seen = Volatile.Read(ref count);
        if (Interlocked.CompareExchange(ref count, seen + 1, seen) != seen)
            Collided(ref count, cells);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Collided(ref long count, Cell[] cells)
    {
        _ = Interlocked.Increment(ref count);
        if (cells.Length > 1 || Environment.ProcessorCount == 1 || Interlocked.Increment(ref _collisions) < CollisionsBeforeSplit)
            return;

        var more = new Cell[(int)uint.Min(64, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount))];
        more[0] = cells[0]; // it goes on counting: whoever still holds the old array adds to a cell that is still summed
        for (int i = 1; i < more.Length; i++)
            more[i] = new Cell();
        _ = Interlocked.CompareExchange(ref _cells, more, cells);
    }

    /// <summary>Alone on its cache lines, and on the neighbour's that the prefetcher takes along.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private sealed class Cell
    {
        [FieldOffset(64)]
        public long Count;
    }
}
