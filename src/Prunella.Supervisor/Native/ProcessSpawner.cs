using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Prunella.Supervisor.Native;

/// <summary>Starts processes by posix_spawn: no copy of our page tables, a session of their own, default signals, and only the descriptors they are given.</summary>
internal static unsafe class ProcessSpawner
{
    private const short SetSignalDefault = 0x04;
    private const short SetSignalMask = 0x08;
    private const short SetSession = 0x80;

    // posix_spawnattr_t, posix_spawn_file_actions_t and sigset_t are opaque; the largest libc needs 336 bytes.
    private const int OpaqueSize = 512;

    /// <returns>The process id.</returns>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static int Start(SpawnRequest request)
    {
        byte* attributes = stackalloc byte[OpaqueSize];
        byte* actions = stackalloc byte[OpaqueSize];
        byte* signals = stackalloc byte[OpaqueSize];
        byte** arguments = Block(request.Arguments);
        byte** environment = Block([.. request.Environment.Select(static pair => $"{pair.Key}={pair.Value}")]);
        _ = LibC.SpawnAttributesInit(attributes);
        _ = LibC.SpawnActionsInit(actions);
        try
        {
            Check(LibC.SpawnAttributesSetFlags(attributes, SetSession | SetSignalDefault | SetSignalMask));
            // The runtime ignores SIGPIPE and blocks some signals; a child must not inherit that.
            _ = LibC.SignalSetFill(signals);
            Check(LibC.SpawnAttributesSetSignalDefault(attributes, signals));
            _ = LibC.SignalSetEmpty(signals);
            Check(LibC.SpawnAttributesSetSignalMask(attributes, signals));
            Arrange(actions, request.Descriptors);

            int pid;
            Check(LibC.Spawn(&pid, arguments[0], actions, attributes, arguments, environment));
            return pid;
        }
        finally
        {
            _ = LibC.SpawnActionsDestroy(actions);
            _ = LibC.SpawnAttributesDestroy(attributes);
            NativeMemory.Free(arguments);
            NativeMemory.Free(environment);
        }
    }

    // A source may be a number that an earlier target overwrites, so all go out of the way first.
    private static void Arrange(void* actions, IReadOnlyList<int> descriptors)
    {
        int away = Math.Max(descriptors.Count, descriptors.Max()) + 1;
        for (int target = 0; target < descriptors.Count; target++)
            Check(LibC.SpawnActionsAddDup(actions, descriptors[target], away + target));
        for (int target = 0; target < descriptors.Count; target++)
            Check(LibC.SpawnActionsAddDup(actions, away + target, target));
        for (int target = 0; target < descriptors.Count; target++)
            Check(LibC.SpawnActionsAddClose(actions, away + target));
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new Win32Exception(error);
    }

    /// <summary>A null-terminated array of C strings in one piece of memory.</summary>
    private static byte** Block(IReadOnlyList<string> texts)
    {
        nuint pointers = (nuint)((texts.Count + 1) * sizeof(byte*));
        nuint size = pointers;
        foreach (string text in texts)
            size += (nuint)(Encoding.UTF8.GetByteCount(text) + 1);

        byte** block = (byte**)NativeMemory.Alloc(size);
        byte* next = (byte*)block + pointers;
        for (int i = 0; i < texts.Count; i++)
        {
            block[i] = next;
            int room = (int)((byte*)block + size - next);
            next += Encoding.UTF8.GetBytes(texts[i], new Span<byte>(next, room));
            *next++ = 0;
        }

        block[texts.Count] = null;
        return block;
    }
}
