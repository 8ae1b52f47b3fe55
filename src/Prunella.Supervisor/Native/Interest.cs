namespace Prunella.Supervisor.Native;

/// <summary>What a descriptor is watched for, and what was seen of it: the flags of epoll.</summary>
[Flags]
internal enum Interest : uint
{
    None = 0,
    Read = 0x001,
    Write = 0x004,
    Error = 0x008,
    HangUp = 0x010,
}
