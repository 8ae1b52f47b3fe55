using System.ComponentModel;
using System.Runtime.InteropServices;
using Prunella.Kernel;

namespace Prunella.Supervisor.Native;

/// <summary>A loop that also watches descriptors: one immortal thread for exits, pipes, sockets, timers and posted work.</summary>
/// <remarks>
/// The thread must not end while children live: a child's death signal is bound to the thread that started it.
/// Source of the shape: D. Schmidt, "Reactor", in Pattern Languages of Program Design, 1995.
/// </remarks>
internal sealed unsafe class Reactor : ILoop, IDisposable
{
    private const int MaxEvents = 64;

    private readonly Dictionary<int, Action<Interest>> _handlers = [];
    private readonly Action<Exception> _onFault;
    private readonly LoopQueue _queue;
    private readonly Descriptor _epoll;
    private readonly Descriptor _wake;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <param name="name">The name of the thread.</param>
    /// <param name="time">The clock of timers; the thread itself waits by the system's.</param>
    /// <param name="onFault">Told of exceptions that work or handlers let out; must not throw.</param>
    public Reactor(string name, TimeProvider time, Action<Exception> onFault)
    {
        Time = time;
        _onFault = onFault;
        _queue = new LoopQueue(time, Wake, onFault);
        _epoll = new Descriptor(LibC.EpollCreate(LibC.OCloexec));
        _wake = new Descriptor(LibC.EventDescriptor(0, LibC.OCloexec | LibC.ONonblock));
        if (_epoll.IsInvalid || _wake.IsInvalid)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        Watch(_wake, Interest.Read, Drain);
        _thread.Start();
    }

    public TimeProvider Time { get; }

    public bool IsCurrent => Thread.CurrentThread == _thread;

    public void Post(Action work) => _queue.Post(work);

    public IDisposable Schedule(TimeSpan delay, Action work) => _queue.Schedule(delay, work);

    /// <summary>Calls <paramref name="handler"/> whenever the descriptor is ready. On the loop only (or before it is shared).</summary>
    /// <exception cref="Win32Exception">The kernel refuses, as for a plain file.</exception>
    public void Watch(SafeHandle descriptor, Interest interest, Action<Interest> handler)
    {
        int number = (int)descriptor.DangerousGetHandle();
        Control(_handlers.ContainsKey(number) ? LibC.EpollCtlMod : LibC.EpollCtlAdd, number, interest);
        _handlers[number] = handler;
    }

    /// <summary>Ends the watch; to be called before the descriptor is closed. On the loop only.</summary>
    public void Unwatch(SafeHandle descriptor)
    {
        int number = (int)descriptor.DangerousGetHandle();
        if (_handlers.Remove(number))
            _ = LibC.EpollControl(_epoll.Number, LibC.EpollCtlDel, number, null);
    }

    /// <summary>Ends the thread; what waits is dropped.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        _queue.Close();
        Wake();
        if (!IsCurrent)
            _thread.Join();
        _epoll.Dispose();
        _wake.Dispose();
    }

    private void Control(int operation, int number, Interest interest)
    {
        var change = new EpollEvent { Events = (uint)interest, Data = number };
        if (LibC.EpollControl(_epoll.Number, operation, number, &change) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    private void Run()
    {
        byte* events = stackalloc byte[MaxEvents * sizeof(EpollEvent)];
        while (!_stopping)
        {
            _ = _queue.RunDue();
            int ready = LibC.EpollWait(_epoll.Number, (EpollEvent*)events, MaxEvents, Timeout());
            for (int i = 0; i < ready && !_stopping; i++)
                Handle(*(EpollEvent*)(events + (i * EpollEvent.Stride)));
        }
    }

    private void Handle(EpollEvent seen)
    {
        // An earlier event of the same batch may have ended this watch.
        if (!_handlers.TryGetValue(seen.Data, out Action<Interest>? handler))
            return;
        SynchronizationContext? outer = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(_queue.Context);
            handler((Interest)seen.Events);
        }
        catch (Exception error)
        {
            _onFault(error);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private int Timeout()
    {
        TimeSpan idle = _queue.UntilNext();
        return idle == System.Threading.Timeout.InfiniteTimeSpan ? -1 : (int)Math.Min(int.MaxValue, Math.Ceiling(idle.TotalMilliseconds));
    }

    private void Wake()
    {
        if (IsCurrent && !_stopping)
            return; // it looks at what is due before it sleeps
        ulong one = 1;
        _ = _wake.TryWrite(new ReadOnlySpan<byte>(&one, sizeof(ulong)));
    }

    private void Drain(Interest interest)
    {
        Span<byte> count = stackalloc byte[sizeof(ulong)];
        _ = _wake.Read(count);
    }
}
