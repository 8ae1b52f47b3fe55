using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Templates;

/// <summary>Hashing by multiplication, eight bytes at a time. The same everywhere and for ever: template ids are made of it.</summary>
internal static class Mix
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Step(ulong state, ulong value)
    {
        ulong high = Math.BigMul(state ^ value, Multiplier, out ulong low);
        return high ^ low;
    }

    /// <summary>Hash of <paramref name="length"/> bytes; eight bytes beyond them must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Padded(ref byte text, int length)
    {
        ulong state = (ulong)length * Multiplier + 0x5851_F42D_4C95_7F2D;
        while (length > 8)
        {
            state = Step(state, Unsafe.ReadUnaligned<ulong>(ref text));
            text = ref Unsafe.Add(ref text, 8);
            length -= 8;
        }

        ulong last = Unsafe.ReadUnaligned<ulong>(ref text);
        return Step(state, length == 8 ? last : last & ((1UL << (length * 8)) - 1));
    }

    /// <summary>The same hash of bytes that nothing readable follows.</summary>
    public static ulong Of(ReadOnlySpan<byte> text)
    {
        ulong state = (ulong)text.Length * Multiplier + 0x5851_F42D_4C95_7F2D;
        if (text.Length < 8)
            return Step(state, Few(text));
        ref byte at = ref MemoryMarshal.GetReference(text);
        int length = text.Length;
        for (; length > 8; length -= 8)
        {
            state = Step(state, Unsafe.ReadUnaligned<ulong>(ref at));
            at = ref Unsafe.Add(ref at, 8);
        }

        // The last eight bytes at once, without those that are done with.
        return Step(state, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref at, length - 8)) >> (8 * (8 - length)));
    }

    private static ulong Few(ReadOnlySpan<byte> text)
    {
        ulong few = 0;
        for (int i = text.Length - 1; i >= 0; i--)
            few = few << 8 | text[i];
        return few;
    }
}
