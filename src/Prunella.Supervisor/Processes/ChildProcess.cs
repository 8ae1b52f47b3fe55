using System.ComponentModel;
using System.Runtime.InteropServices;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>One process that we started, with all it started itself. Belongs to the reactor's thread.</summary>
internal sealed unsafe class ChildProcess : IDisposable
{
    /// <summary>In the environment of each of our processes; its value is unique to a start, and inherited by descendants.</summary>
    public const string Mark = "PRUNELLA_GENERATION";

    private const int MostPasses = 10;

    // A debugger that holds a dead process keeps its end from us until it lets go.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly Reactor _reactor;
    private readonly ControlGroup? _group;
    private readonly string _mark;
    private readonly Descriptor _handle;

    private ChildProcess(Reactor reactor, int pid, ControlGroup? group, string mark)
    {
        _reactor = reactor;
        _group = group;
        _mark = mark;
        Id = pid;
        _handle = new Descriptor(LibC.PidfdOpen(pid));
        if (_handle.IsInvalid)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Its process id.</summary>
    public int Id { get; }

    /// <summary>How it ended; null while it lives.</summary>
    public ExitStatus? Exit { get; private set; }

    /// <summary>Starts a process. To be called on the reactor's thread, which therefore is the parent the child is bound to.</summary>
    /// <param name="reactor">Sees its end.</param>
    /// <param name="request">What to start, without the mark.</param>
    /// <param name="group">The cgroup it goes into; null for none.</param>
    /// <param name="mark">Unique among all starts.</param>
    /// <param name="onExit">Called once on the reactor when it has ended.</param>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static ChildProcess Start(Reactor reactor, SpawnRequest request, ControlGroup? group, string mark, Action<ExitStatus> onExit)
    {
        var environment = new Dictionary<string, string>(request.Environment, StringComparer.Ordinal) { [Mark] = mark };
        int pid = ProcessSpawner.Start(request with { Environment = environment });
        var child = new ChildProcess(reactor, pid, group, mark);
        reactor.Watch(child._handle, Interest.Read, _ => child.OnEnd(onExit));
        return child;
    }

    /// <summary>Sends a signal to the process itself, never to another that has its id by now.</summary>
    public void Signal(int signal)
    {
        if (Exit is null)
            _ = LibC.PidfdSendSignal(_handle.Number, signal);
    }

    /// <summary>Kills it and all its descendants, those too that left its session.</summary>
    public void KillTree()
    {
        Signal(9);
        if (_group is not null)
        {
            _group.Kill();
            return;
        }

        // Again until nobody is found: one may fork while we look.
        bool found = true;
        for (int pass = 0; pass < MostPasses && found; pass++)
        {
            found = false;
            foreach (int pid in ProcessFiles.WithVariable($"{Mark}={_mark}").Where(pid => pid != Id))
                found |= LibC.Kill(pid, 9) == 0;
        }
    }

    /// <summary>Waits for a process of ours and takes its end from the kernel. Blocks until it has ended.</summary>
    public static ExitStatus? Reap(int pid) => TryReap(pid, LibC.WExited, out ExitStatus? status) ? status : null;

    /// <returns>False where it has not ended yet; a null status where somebody else took its end.</returns>
    private static bool TryReap(int pid, int options, out ExitStatus? status)
    {
        LibC.SignalInfo info = default;
        int result;
        do
            result = LibC.WaitId(LibC.PPid, pid, &info, options);
        while (result != 0 && Marshal.GetLastPInvokeError() == LibC.EIntr);
        status = result != 0 ? null : info.Code == LibC.ChildExited ? new ExitStatus(info.Status, null) : new ExitStatus(null, info.Status);
        return result != 0 || info.ProcessId != 0;
    }

    /// <summary>Forgets the process; its group is taken away once it is empty.</summary>
    public void Dispose()
    {
        if (_handle.IsClosed)
            return;
        _reactor.Unwatch(_handle);
        _handle.Dispose();
    }

    private void OnEnd(Action<ExitStatus> onExit)
    {
        _reactor.Unwatch(_handle);
        if (!TryReap(Id, LibC.WExited | LibC.WNoHang, out ExitStatus? status))
        {
            _ = _reactor.Schedule(LookAgain, () => OnEnd(onExit));
            return;
        }

        Exit = status ?? default(ExitStatus);
        onExit(Exit.Value);
    }
}
