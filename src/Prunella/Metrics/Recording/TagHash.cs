using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Prunella.Metrics;

/// <summary>Hashes and compares the tags of a measurement by content, whatever their order, without garbage.</summary>
/// <remarks>
/// The seed is drawn at the start of the process, so nobody outside can choose tag values that collide. Values of other types than text, numbers,
/// booleans and enumerations count as different from all others here; they are compared as text where the series are kept.
/// </remarks>
internal static class TagHash
{
    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    private static readonly ulong Seed = BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    public static uint Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        ulong sum = 0;
        foreach (ref readonly KeyValuePair<string, object?> tag in tags)
            sum += Mix(OfKey(tag.Key), OfValue(tag.Value)); // a sum, so that the order does not matter
        return (uint)(sum >> 32) ^ (uint)sum;
    }

    /// <summary>Whether two sets of tags have the same content, in this or another order.</summary>
    public static bool AreEqual(ReadOnlySpan<KeyValuePair<string, object?>> one, ReadOnlySpan<KeyValuePair<string, object?>> other)
    {
        if (one.Length != other.Length)
            return false;
        for (int i = 0; i < one.Length; i++)
        {
            if (!AreEqual(one[i], other[i]))
                return AreEqualReordered(one, other);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AreEqualReordered(ReadOnlySpan<KeyValuePair<string, object?>> one, ReadOnlySpan<KeyValuePair<string, object?>> other)
    {
        foreach (ref readonly KeyValuePair<string, object?> tag in one)
        {
            bool found = false;
            for (int i = 0; i < other.Length && !found; i++)
                found = AreEqual(tag, other[i]);
            if (!found)
                return false;
        }

        // Keys that are there twice: each of both sides must be found in the other.
        foreach (ref readonly KeyValuePair<string, object?> tag in other)
        {
            bool found = false;
            for (int i = 0; i < one.Length && !found; i++)
                found = AreEqual(tag, one[i]);
            if (!found)
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreEqual(in KeyValuePair<string, object?> one, in KeyValuePair<string, object?> other) =>
        string.Equals(one.Key, other.Key) && (ReferenceEquals(one.Value, other.Value) || AreEqualValues(one.Value, other.Value));

    private static bool AreEqualValues(object? one, object? other)
    {
        if (one is string text)
            return other is string same && text == same;
        if (one is int number)
            return other is int same && number == same;
        return one is not null && other is not null && IsPlain(one) && one.GetType() == other.GetType() && one.Equals(other);
    }

    private static ulong OfValue(object? value)
    {
        if (value is string text)
            return OfText(text);
        if (value is int number)
            return (ulong)number * Prime;
        return value is not null && IsPlain(value) ? (ulong)value.GetHashCode() * Prime : 1;
    }

    private static bool IsPlain(object value)
    {
        Type type = value.GetType();
        return type.IsPrimitive || type.IsEnum;
    }

    // A name is told by its length and both ends: names are few, and chosen by programs.
    private static ulong OfKey(string? key)
    {
        if (key is null)
            return Seed;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(key.AsSpan());
        ulong hash = Seed ^ (ulong)key.Length;
        return bytes.Length < 8 ? OfShort(bytes, hash) : Mix(hash, MemoryMarshal.Read<ulong>(bytes) ^ BitOperations.RotateLeft(MemoryMarshal.Read<ulong>(bytes[^8..]), 23));
    }

    // A value is told by all of it: it may come from outside.
    private static ulong OfText(string text)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text.AsSpan());
        ulong hash = Prime ^ (ulong)text.Length;
        if (bytes.Length < 8)
            return OfShort(bytes, hash);
        ulong last = MemoryMarshal.Read<ulong>(bytes[^8..]);
        for (; bytes.Length > 8; bytes = bytes[8..])
            hash = Mix(hash, MemoryMarshal.Read<ulong>(bytes));
        return Mix(hash, last);
    }

    private static ulong OfShort(ReadOnlySpan<byte> bytes, ulong hash)
    {
        ulong rest = 0;
        for (int at = 0; at < bytes.Length; at += sizeof(char))
            rest = (rest << 16) | MemoryMarshal.Read<ushort>(bytes[at..]);
        return Mix(hash, rest);
    }

    // The whole product folded: every bit of both reaches every bit of the result.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong hash, ulong more)
    {
        ulong high = Math.BigMul(hash ^ more, Seed, out ulong low);
        return high ^ low;
    }
}
