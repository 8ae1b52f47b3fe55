using System.Runtime.CompilerServices;

namespace Prunella.Metrics;

/// <summary>The buckets of a sketch: 64 of equal width for each power of two, so a bucket's middle is within 0.79 % of every value in it.</summary>
/// <remarks>
/// Read off the bits of the number: the exponent is the power and the upper six bits of the mantissa the bucket within it, so there is no logarithm to take.
/// Buckets are numbered 1 to <see cref="Last"/> upwards for positive values, their negatives mirror them, and 0 holds what is nearer to zero than
/// 2⁻³⁰ (a nanosecond, where seconds are measured). What is larger than 2⁵⁰ counts in the last.
/// </remarks>
internal static class LogBucket
{
    /// <summary>Buckets in a power of two.</summary>
    public const int InPower = 64;

    /// <summary>Powers of two, from 2⁻³⁰ up.</summary>
    public const int Powers = 80;

    /// <summary>The number of the uppermost bucket.</summary>
    public const int Last = InPower * Powers;

    private const int LowestExponent = -30;
    private const int MantissaBits = 52;
    private const int BucketBits = 6;
    private const int Bias = 1023;

    /// <summary>The power that a positive number lies in, from 0; <see cref="Powers"/> or more, taken as unsigned, for every other number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint PowerOf(long bits) => (uint)(bits >> MantissaBits) - (Bias + LowestExponent);

    /// <summary>The bucket within its power.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WithinPower(long bits) => (int)(bits >> (MantissaBits - BucketBits)) & (InPower - 1);

    /// <summary>The bucket of a finite number.</summary>
    public static int Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        int power = (int)PowerOf(bits);
        if (power < 0)
            return 0;
        int bucket = power >= Powers ? Last : 1 + (power * InPower) + WithinPower(bits);
        return value < 0 ? -bucket : bucket;
    }

    /// <summary>The middle of a bucket.</summary>
    public static double Middle(int bucket)
    {
        if (bucket == 0)
            return 0;
        int index = Math.Abs(bucket) - 1;
        double middle = Math.ScaleB(1 + (((index % InPower) + 0.5) / InPower), (index / InPower) + LowestExponent);
        return bucket < 0 ? -middle : middle;
    }
}
