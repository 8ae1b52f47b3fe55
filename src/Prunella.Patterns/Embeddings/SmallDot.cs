using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Prunella.Patterns.Embeddings;

/// <summary>The dot product of vectors of numbers from −127 to 127.</summary>
internal static class SmallDot
{
    public static int Of(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other) =>
        Avx512BW.IsSupported && one.Length >= 32 ? Wide(one, other) : Avx2.IsSupported && one.Length >= 16 ? Middle(one, other) : Portable(one, other);

    internal static int Portable(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other)
    {
        ReadOnlySpan<Vector<sbyte>> left = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(one), right = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(other);
        var sum = Vector<int>.Zero;
        for (int i = 0; i < left.Length; i++)
        {
            Vector.Widen(left[i], out Vector<short> a, out Vector<short> b);
            Vector.Widen(right[i], out Vector<short> c, out Vector<short> d);
            Vector.Widen(a * c + b * d, out Vector<int> low, out Vector<int> high); // 2 · 127² is below 2¹⁵
            sum += low + high;
        }

        return Vector.Sum(sum) + Rest(one, other, left.Length * Vector<sbyte>.Count);
    }

    private static int Wide(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other)
    {
        ReadOnlySpan<Vector256<sbyte>> left = MemoryMarshal.Cast<sbyte, Vector256<sbyte>>(one), right = MemoryMarshal.Cast<sbyte, Vector256<sbyte>>(other);
        var sum = Vector512<int>.Zero;
        for (int i = 0; i < left.Length; i++)
            sum += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(left[i]), Avx512BW.ConvertToVector512Int16(right[i]));
        return Vector512.Sum(sum) + Rest(one, other, left.Length * Vector256<sbyte>.Count);
    }

    private static int Middle(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other)
    {
        ReadOnlySpan<Vector128<sbyte>> left = MemoryMarshal.Cast<sbyte, Vector128<sbyte>>(one), right = MemoryMarshal.Cast<sbyte, Vector128<sbyte>>(other);
        var sum = Vector256<int>.Zero;
        for (int i = 0; i < left.Length; i++)
            sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(left[i]), Avx2.ConvertToVector256Int16(right[i]));
        return Vector256.Sum(sum) + Rest(one, other, left.Length * Vector128<sbyte>.Count);
    }

    private static int Rest(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other, int from)
    {
        int sum = 0;
        for (int i = from; i < one.Length; i++)
            sum += one[i] * other[i];
        return sum;
    }
}
