using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace Prunella.Metrics;

/// <summary>Reads the small files of <c>/proc</c> and <c>/sys</c> again and again into the same room. One thread.</summary>
internal sealed class KernelFile
{
    private readonly byte[] _bytes = new byte[16 << 10];

    /// <summary>The beginning of a file, at most 16 KiB.</summary>
    /// <returns>Empty where it cannot be read: it is not there, or its process has gone.</returns>
    public ReadOnlySpan<byte> Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return [];
            using SafeFileHandle file = File.OpenHandle(path);
            return _bytes.AsSpan(0, RandomAccess.Read(file, _bytes, fileOffset: 0));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The number that follows a word, as in <c>usage_usec 123</c> or <c>total=123</c>.</summary>
    public static double? NumberAfter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        for (int from = 0; text[from..].IndexOf(word) is >= 0 and int found; from += found + word.Length)
        {
            int at = from + found;
            if (at > 0 && text[at - 1] is not ((byte)' ' or (byte)'\n' or (byte)'\t'))
                continue; // within a longer word
            if (FirstNumber(text[(at + word.Length)..].TrimStart(" \t:="u8)) is { } number)
                return number;
        }

        return null;
    }

    /// <summary>The number at the beginning of a text.</summary>
    public static double? FirstNumber(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out double number, out _) ? number : null;
}
