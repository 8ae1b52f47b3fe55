using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Ingest;

/// <summary>Unpacks <c>.zst</c> by the system's libzstd.</summary>
internal sealed unsafe partial class ZstdStream : ReadOnlyStream
{
    private const int WindowLogMax = 100; // ZSTD_d_windowLogMax
    private const int LargestWindow = 27; // 128 MiB, what the tool zstd takes by default
    private readonly Stream _packed;
    private readonly byte[] _input = new byte[1 << 17];
    private nint _native;
    private int _from, _until;
    private bool _ended, _inFrame;

    /// <exception cref="InvalidDataException">The system has no libzstd.</exception>
    public ZstdStream(Stream packed)
    {
        _packed = packed;
        try
        {
            _native = ZSTD_createDStream();
            _ = ZSTD_DCtx_setParameter(_native, WindowLogMax, LargestWindow);
        }
        catch (DllNotFoundException error)
        {
            throw new InvalidDataException("Files with .zst need the system's libzstd (Debian: libzstd1).", error);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        while (!_ended && !buffer.IsEmpty)
        {
            if (_from == _until)
            {
                (_from, _until) = (0, _packed.Read(_input));
                if (_until == 0)
                {
                    _ended = true;
                    return _inFrame ? throw new InvalidDataException("The packed data is cut off.") : 0;
                }
            }

            fixed (byte* input = _input)
            fixed (byte* output = buffer)
            {
                var source = new Piece { Start = input + _from, Size = (nuint)(_until - _from) };
                var target = new Piece { Start = output, Size = (nuint)buffer.Length };
                nuint left = ZSTD_decompressStream(_native, &target, &source);
                if (ZSTD_isError(left) != 0)
                    throw new InvalidDataException($"The packed data is damaged, or needs more than 128 MiB to unpack ({Marshal.PtrToStringUTF8(ZSTD_getErrorName(left))}).");
                _inFrame = left != 0;
                _from += (int)source.Position;
                if (target.Position > 0)
                    return (int)target.Position;
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _native != 0)
        {
            _ = ZSTD_freeDStream(_native);
            _native = 0;
            _packed.Dispose();
        }

        base.Dispose(disposing);
    }

    [LibraryImport("libzstd.so.1")]
    private static partial nint ZSTD_createDStream();

    [LibraryImport("libzstd.so.1")]
    private static partial nuint ZSTD_freeDStream(nint stream);

    [LibraryImport("libzstd.so.1")]
    private static partial nuint ZSTD_DCtx_setParameter(nint stream, int parameter, int value);

    [LibraryImport("libzstd.so.1")]
    private static partial nuint ZSTD_decompressStream(nint stream, Piece* output, Piece* input);

    [LibraryImport("libzstd.so.1")]
    private static partial uint ZSTD_isError(nuint code);

    [LibraryImport("libzstd.so.1")]
    private static partial nint ZSTD_getErrorName(nuint code);

    /// <summary><c>ZSTD_inBuffer</c> and <c>ZSTD_outBuffer</c> of libzstd 1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Piece
    {
        public byte* Start;
        public nuint Size;
        public nuint Position;
    }
}
