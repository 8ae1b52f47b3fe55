using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Ingest;

/// <summary>Unpacks <c>.xz</c> by the system's liblzma.</summary>
internal sealed unsafe partial class XzStream : ReadOnlyStream
{
    private const ulong MemoryLimit = 256UL << 20;
    private const int Finish = 3, Ok = 0, StreamEnd = 1, Concatenated = 8;
    private readonly Stream _packed;
    private readonly byte[] _input = GC.AllocateArray<byte>(1 << 16, pinned: true);
    private readonly Native* _native;
    private bool _ended, _disposed;

    /// <exception cref="InvalidDataException">The system has no liblzma.</exception>
    public XzStream(Stream packed)
    {
        _packed = packed;
        _native = (Native*)NativeMemory.AllocZeroed((nuint)sizeof(Native));
        try
        {
            if (lzma_stream_decoder(_native, MemoryLimit, Concatenated) != Ok)
                throw new InvalidDataException("liblzma can not be started.");
        }
        catch (DllNotFoundException error)
        {
            NativeMemory.Free(_native);
            GC.SuppressFinalize(this);
            throw new InvalidDataException("Files with .xz need the system's liblzma (Debian: liblzma5).", error);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        fixed (byte* output = buffer)
        fixed (byte* input = _input)
        {
            _native->Output = output;
            _native->OutputLeft = (nuint)buffer.Length;
            while (!_ended && _native->OutputLeft == (nuint)buffer.Length)
            {
                int action = 0;
                if (_native->InputLeft == 0)
                {
                    int read = _packed.Read(_input);
                    _native->Input = input;
                    _native->InputLeft = (nuint)read;
                    action = read == 0 ? Finish : 0;
                }

                int result = lzma_code(_native, action);
                _ended = result == StreamEnd;
                if (result is not (Ok or StreamEnd))
                    throw new InvalidDataException($"The packed data is damaged, cut off, or needs more than 256 MiB to unpack (lzma error {result}).");
            }

            return buffer.Length - (int)_native->OutputLeft;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            lzma_end(_native);
            NativeMemory.Free(_native);
        }

        base.Dispose(disposing);
    }

    [LibraryImport("liblzma.so.5")]
    private static partial int lzma_stream_decoder(Native* stream, ulong memoryLimit, uint flags);

    [LibraryImport("liblzma.so.5")]
    private static partial int lzma_code(Native* stream, int action);

    [LibraryImport("liblzma.so.5")]
    private static partial void lzma_end(Native* stream);

    /// <summary><c>lzma_stream</c> of liblzma 5: what is not named is reserved.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Native
    {
        public byte* Input;
        public nuint InputLeft;
        public ulong InputTotal;
        public byte* Output;
        public nuint OutputLeft;
        public ulong OutputTotal;
        private fixed ulong _reserved[16];
    }
}
