using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Prunella.Telemetry.Templates;

/// <summary>Tells 64 bytes of a message apart: what parts words, what is a space, a digit, a slash. One bit for each byte.</summary>
/// <remarks>
/// The class of a byte is the AND of two table look-ups, by its low and by its high four bits: one shuffle instruction each
/// (Langdale and Lemire, "Parsing gigabytes of JSON per second", VLDB Journal 28, 2019, section 3.1.2).
/// </remarks>
internal static class ByteClasses
{
    private const byte Control = 1, Blank = 2, Delimiter2 = 4, Delimiter3 = 8, Delimiter5 = 16, Pipe = 32, Backslash = 64, Digit = 128;

    /// <summary>What parts words: white space and <c>[](){}=,;:'"|&lt;&gt;</c>.</summary>
    private const byte Boundary = Control | Blank | Delimiter2 | Delimiter3 | Delimiter5 | Pipe;

    private static readonly Vector256<byte> Low = Twice(
    [
        Blank | Digit,                               // 0: space, 0
        Digit,
        Delimiter2 | Digit,                          // 2: "
        Digit, Digit, Digit, Digit,
        Delimiter2 | Digit,                          // 7: '
        Delimiter2 | Digit,                          // 8: (
        Control | Delimiter2 | Digit,                // 9: tab, )
        Control | Delimiter3,                        // a: line feed, :
        Delimiter3 | Delimiter5,                     // b: ; [ {
        Delimiter2 | Delimiter3 | Pipe | Backslash,  // c: , < | \
        Control | Delimiter3 | Delimiter5,           // d: carriage return, = ] }
        Delimiter3,                                  // e: >
        0,
    ]);

    private static readonly Vector256<byte> High = Twice(
    [
        Control, 0, Blank | Delimiter2, Delimiter3 | Digit, 0, Delimiter5 | Backslash, 0, Delimiter5 | Pipe, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);

    /// <summary>Classifies the 64 bytes from <paramref name="text"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Classify(ref byte text, out ulong boundary, out ulong space, out ulong digit, out ulong slash)
    {
        Half(Vector256.LoadUnsafe(ref text), out uint b0, out uint s0, out uint d0, out uint p0);
        Half(Vector256.LoadUnsafe(ref text, 32), out uint b1, out uint s1, out uint d1, out uint p1);
        boundary = b0 | (ulong)b1 << 32;
        space = s0 | (ulong)s1 << 32;
        digit = d0 | (ulong)d1 << 32;
        slash = p0 | (ulong)p1 << 32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(Vector256<byte> bytes, out uint boundary, out uint space, out uint digit, out uint slash)
    {
        Vector256<byte> low = bytes & Vector256.Create((byte)0x0f);
        Vector256<byte> high = Vector256.ShiftRightLogical(bytes.AsUInt16(), 4).AsByte() & Vector256.Create((byte)0x0f);
        Vector256<byte> found = LookUp(Low, low) & LookUp(High, high);
        boundary = ~Vector256.Equals(found & Vector256.Create(Boundary), Vector256<byte>.Zero).ExtractMostSignificantBits();
        space = ~Vector256.Equals(found & Vector256.Create((byte)(Control | Blank)), Vector256<byte>.Zero).ExtractMostSignificantBits();
        digit = found.ExtractMostSignificantBits();
        slash = (Vector256.Equals(found, Vector256.Create(Backslash)) | Vector256.Equals(bytes, Vector256.Create((byte)'/')))
            .ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> LookUp(Vector256<byte> table, Vector256<byte> index) =>
        Avx2.IsSupported ? Avx2.Shuffle(table, index) : Vector256.Shuffle(table, index);

    private static Vector256<byte> Twice(ReadOnlySpan<byte> table) => Vector256.Create(Vector128.Create(table), Vector128.Create(table));
}
