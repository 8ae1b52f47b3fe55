using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Prunella.Health;

/// <summary>Sorts four short windows of a series at once, each in a lane of a vector, by a sorting network: no branches, and each step does four comparisons.</summary>
/// <remarks>Batcher's odd-even merge sort (1968) for any length. The network of a length is made once. Not thread-safe: holds its buffers.</remarks>
internal sealed class WindowSorter
{
    /// <summary>The longest window; longer ones are few and are better selected from one by one.</summary>
    public const int Longest = 64;

    private readonly Vector256<double>[] _lanes = new Vector256<double>[Longest];
    private (byte Low, byte High)[] _network = [];
    private int _length = -1;

    /// <summary>The lower and the upper quartile of windows of <paramref name="length"/> finite values that begin <paramref name="step"/> apart.</summary>
    /// <param name="values">Holds <paramref name="windows"/> windows.</param>
    /// <param name="length">In [1, <see cref="Longest"/>].</param>
    /// <param name="step">From the beginning of one to that of the next.</param>
    /// <param name="windows">How many.</param>
    /// <param name="low">Takes the lower quartiles.</param>
    /// <param name="high">Takes the upper quartiles.</param>
    public void Quartiles(ReadOnlySpan<double> values, int length, int step, int windows, Span<double> low, Span<double> high)
    {
        Prepare(length);
        Span<Vector256<double>> lanes = _lanes.AsSpan(0, length);
        double place = 0.25 * (length - 1), mirrored = 0.75 * (length - 1);
        for (int first = 0; first < windows; first += 4)
        {
            int b = Math.Min(first + 1, windows - 1) * step, c = Math.Min(first + 2, windows - 1) * step, d = Math.Min(first + 3, windows - 1) * step;
            for (int i = 0; i < lanes.Length; i++)
                lanes[i] = Vector256.Create(values[first * step + i], values[b + i], values[c + i], values[d + i]);
            foreach ((byte lower, byte upper) in _network)
            {
                Vector256<double> one = lanes[lower], other = lanes[upper];
                lanes[lower] = Vector256.MinNative(one, other);
                lanes[upper] = Vector256.MaxNative(one, other);
            }

            Vector256<double> lows = At(place, length), highs = At(mirrored, length);
            for (int lane = 0; lane < 4 && first + lane < windows; lane++)
                (low[first + lane], high[first + lane]) = (lows[lane], highs[lane]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> At(double place, int length)
    {
        int index = (int)place;
        return _lanes[index] + (_lanes[Math.Min(index + 1, length - 1)] - _lanes[index]) * (place - index);
    }

    private void Prepare(int length)
    {
        if (length == _length)
            return;
        var network = new List<(byte, byte)>();
        for (int p = 1; p < length; p *= 2)
        {
            for (int k = p; k >= 1; k /= 2)
            {
                for (int j = k % p; j + k < length; j += 2 * k)
                {
                    for (int i = 0; i < Math.Min(k, length - j - k); i++)
                    {
                        if ((i + j) / (p * 2) == (i + j + k) / (p * 2))
                            network.Add(((byte)(i + j), (byte)(i + j + k)));
                    }
                }
            }
        }

        (_network, _length) = ([.. network], length);
    }
}
