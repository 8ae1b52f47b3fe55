using System.Numerics;
using System.Runtime.CompilerServices;

namespace Prunella.Metrics;

/// <summary>How many parts a contended state is split into, and which is the caller's.</summary>
internal static class Stripes
{
    /// <summary>A power of two, at least the number of processors up to 64.</summary>
    public static readonly int Count = (int)uint.Min(64, BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount));

    /// <summary>The part of the processor that runs the caller.</summary>
    public static int Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Thread.GetCurrentProcessorId() & (Count - 1);
    }
}
