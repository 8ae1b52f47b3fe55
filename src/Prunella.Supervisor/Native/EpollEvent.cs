using System.Runtime.InteropServices;

namespace Prunella.Supervisor.Native;

/// <summary>struct epoll_event, which x86-64 alone packs.</summary>
/// <remarks>Twelve bytes there, sixteen elsewhere: the data lies behind the events at offset 4 or 8.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct EpollEvent
{
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64;

    [FieldOffset(0)] public uint Events;
    [FieldOffset(4)] private int _packedData;
    [FieldOffset(8)] private int _alignedData;

    /// <summary>From one event of an array to the next, in bytes.</summary>
    public static int Stride => IsPacked ? 12 : 16;

    /// <summary>The low half of the user's data: the descriptor.</summary>
    public int Data
    {
        readonly get => IsPacked ? _packedData : _alignedData;
        set
        {
            if (IsPacked)
                _packedData = value;
            else
                _alignedData = value;
        }
    }
}
