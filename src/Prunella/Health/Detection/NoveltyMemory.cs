using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Prunella.Health;

/// <summary>Which symbols each view has shown, at three resolutions, and how seldom a new one appears.</summary>
/// <remarks>
/// A view's value becomes a symbol: steps of an eighth, a quarter and half of its standard deviation while learning, in steps of equal width near the
/// middle and of equal ratio far out. Two generations of bits: what the older has and the younger has not is forgotten at the next turn.
/// The surprise of a new symbol is −log₁₀ of the share of points that brought one (Krichevsky–Trofimov's estimate).
/// </remarks>
internal sealed class NoveltyMemory
{
    public const int Resolutions = 3;
    public const int Channels = SeriesViews.Count * Resolutions;
    private const int Linear = 64, Outer = 127, PerOctave = 8;
    private const int WordsOfChannel = 4; // 256 symbols
    private const int Words = Channels * WordsOfChannel;

    private readonly ulong[] _young = new ulong[Words];
    private readonly ulong[] _old = new ulong[Words];
    private readonly float[] _novel = new float[Channels];
    private readonly double[] _centre = new double[SeriesViews.Count];
    private readonly double[] _inverse = new double[SeriesViews.Count];
    private double _points;

    /// <summary>Sets the scale of a view once and for all.</summary>
    public void Scale(int view, double centre, double deviation)
    {
        double step = deviation / 8;
        if (!(step > 1e-12 * Math.Abs(centre)))
            step = Math.Max(Math.Abs(centre) * 0.01, 1e-9);
        _centre[view] = centre;
        _inverse[view] = 1 / step;
    }

    /// <summary>Takes the views of a point in.</summary>
    /// <param name="views">The numbers.</param>
    /// <param name="learning">Whether new symbols are part of learning, and so no novelty.</param>
    /// <returns>The sum of the surprises.</returns>
    public double Take(ReadOnlySpan<double> views, bool learning)
    {
        double surprise = 0;
        for (int view = 0; view < SeriesViews.Count; view++)
        {
            double steps = (views[view] - _centre[view]) * _inverse[view];
            if (Math.Abs(steps) < Linear && IsKnown(view, (int)Math.Abs(steps), steps < 0 ? 0xFF : 0))
                continue;
            for (int channel = view * Resolutions; channel < (view + 1) * Resolutions; channel++, steps /= 2)
            {
                if (IsNew(channel, Symbol(steps)))
                    surprise += Novel(channel, learning);
            }
        }

        _points++;
        return surprise;
    }

    /// <summary>The younger generation becomes the older one; what was counted counts half.</summary>
    public void Turn()
    {
        Array.Copy(_young, _old, Words);
        Array.Clear(_young);
        for (int channel = 0; channel < Channels; channel++)
            _novel[channel] /= 2;
        _points /= 2;
    }

    /// <summary>Copies all there is to or from bytes.</summary>
    public void Exchange(ref StateBytes bytes)
    {
        bytes.Exchange<ulong>(_young);
        bytes.Exchange<ulong>(_old);
        bytes.Exchange<float>(_novel);
        bytes.Exchange<double>(_centre);
        bytes.Exchange<double>(_inverse);
        bytes.Exchange(ref _points);
    }

    // The way of nearly every point: near the middle a coarser symbol is the finer one halved.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsKnown(int view, int code, int mirror)
    {
        ref ulong words = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_young), view * Resolutions);
        int fine = (128 + code) ^ mirror, middle = (128 + (code >> 1)) ^ mirror, coarse = (128 + (code >> 2)) ^ mirror;
        ulong known = (Unsafe.Add(ref words, (fine >> 6) * Channels) >> fine)
            & (Unsafe.Add(ref words, (middle >> 6) * Channels + 1) >> middle)
            & (Unsafe.Add(ref words, (coarse >> 6) * Channels + 2) >> coarse);
        return (known & 1) != 0;
    }

    // 0 to 255, 128 begins the upper half.
    private static int Symbol(double steps)
    {
        double size = Math.Abs(steps);
        int code = size < Linear ? (int)size : size < 1e12 ? Math.Min(Outer, Linear + (int)(PerOctave * Math.Log2(size / Linear))) : Outer;
        return steps < 0 ? Outer - code : Outer + 1 + code;
    }

    // The words of the middle of all channels lie together: nearly all that is ever read.
    private bool IsNew(int channel, int symbol)
    {
        int word = (symbol >> 6) * Channels + channel;
        ulong bit = 1ul << symbol;
        if ((_young[word] & bit) != 0)
            return false;
        _young[word] |= bit;
        return (_old[word] & bit) == 0;
    }

    private double Novel(int channel, bool learning)
    {
        if (learning)
            return 0;
        double surprise = -Math.Log10((_novel[channel] + 0.5) / (_points + 1));
        _novel[channel]++;
        return surprise;
    }
}
