using System.Collections;
using System.Globalization;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>One generation of an instance: a process with its pipes, its notify socket, its cgroup and its heartbeats.</summary>
internal sealed class ManagedProcess : IDisposable
{
    private static readonly string[] OursAlone =
        ["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "PRUNELLA_STANDBY_FD", ChildProcess.Mark];

    // Some execs away, so a few milliseconds; on a busy machine a look now and then is enough.
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan SlowestLook = TimeSpan.FromMilliseconds(50);
    private const int MostLooks = 600;

    private readonly SupervisionContext _context;
    private readonly ServicePlan _plan;
    private readonly LaunchFooting? _footing;
    private readonly OutputCapture _output;
    private readonly NotifySocket _notify;
    private readonly ControlGroup? _group;
    private readonly ChildProcess _child;
    private readonly Descriptor _launchGate;
    private readonly Descriptor? _standbyGate;
    private readonly Action<ManagedProcess, string, string> _onNotify;
    private ExecHold? _hold;
    private TimeSpan? _promotedAt;

    /// <summary>Brings it to the brink of its program, on the reactor: <see cref="Launch"/> lets it go.</summary>
    /// <param name="context">What all share.</param>
    /// <param name="plan">What it runs.</param>
    /// <param name="component">Whom it serves.</param>
    /// <param name="sockets">What it inherits.</param>
    /// <param name="standby">Whether it is to wait, warm, until it is promoted.</param>
    /// <param name="footing">Where it is made ahead of need: the files it stands on.</param>
    /// <param name="onNotify">Told of what it says by sd_notify.</param>
    /// <param name="onExit">Told of its end.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It could not be started.</exception>
    public ManagedProcess(
        SupervisionContext context,
        ServicePlan plan,
        ComponentName component,
        IReadOnlyList<HeldSocket> sockets,
        bool standby,
        LaunchFooting? footing,
        Action<ManagedProcess, string, string> onNotify,
        Action<ManagedProcess, ExitStatus> onExit)
    {
        _context = context;
        _plan = plan;
        _footing = footing;
        _onNotify = onNotify;
        Component = component;
        Generation = $"{context.Mark}-{context.NextStart()}";
        Judge = plan.Heartbeat is { } limits ? new HeartbeatJudge(limits, () => ProcessFiles.ProcessorTicks(Id)) : null;

        string serial = Generation[(Generation.LastIndexOf('-') + 1)..];
        Descriptor? launchGate = null;
        Descriptor? standbyGate = null;
        try
        {
            _notify = new NotifySocket(context.Reactor, Path.Combine(context.RuntimeDirectory, $"n{serial}.sock"), Notified);
            _group = context.Group?.TryCreateChild($"{component.Value.Replace('/', '.')}-{serial}");
            EnforcesMemory = ApplyLimits();
            _output = new OutputCapture(component, context.Output);
            (launchGate, _launchGate) = Descriptor.Pipe(nonBlocking: false);
            if (standby)
                (standbyGate, _standbyGate) = Descriptor.Pipe(nonBlocking: false);
            int[] descriptors =
            [
                launchGate.Number, _output.Output.Number, _output.Error.Number,
                .. sockets.Select(static socket => socket.Descriptor), .. standbyGate is null ? (int[])[] : [standbyGate.Number],
            ];
            string directory = Path.GetFullPath(plan.Directory ?? ".");
            IReadOnlyList<string> command = LaunchScript.For(plan.Command, directory, _group, plan.Limits.Files);
            var request = new SpawnRequest(command, EnvironmentOf(sockets, standby), descriptors);
            _child = ChildProcess.Start(context.Reactor, request, _group, Generation, status => onExit(this, status));
        }
        catch
        {
            ReleaseAll();
            throw;
        }
        finally
        {
            // Only the process must hold its ends of the pipes, else they would never end.
            launchGate?.Dispose();
            standbyGate?.Dispose();
            _output?.Output.Dispose();
            _output?.Error.Dispose();
        }
    }

    /// <summary>The component it serves, or waits to serve.</summary>
    public ComponentName Component { get; }

    /// <summary>Unique among all starts of this machine; in its environment, and in what it says to the agent.</summary>
    public string Generation { get; }

    /// <summary>Its process id.</summary>
    public int Id => _child.Id;

    /// <summary>When it became its program, monotonic; null while it waits at the brink.</summary>
    public TimeSpan? LaunchedAt { get; private set; }

    /// <summary>How long its program has run.</summary>
    public TimeSpan Uptime => LaunchedAt is { } launched ? _context.Now - launched : TimeSpan.Zero;

    /// <summary>How it ended; null while it lives.</summary>
    public ExitStatus? Exit => _child.Exit;

    /// <summary>How long ago it was let go to serve: its launch, or for a standby its promotion.</summary>
    public TimeSpan SinceCall => _promotedAt is { } promoted ? _context.Now - promoted : Uptime;

    /// <summary>Whether it waits as a warm standby.</summary>
    public bool IsStandby => _standbyGate is not null && _promotedAt is null;

    /// <summary>Whether it is a standby that has said that it is warm.</summary>
    public bool IsWarm => IsStandby && StatusText == "standing by";

    /// <summary>Whether it has shown that it can serve.</summary>
    public bool IsReady { get; set; }

    /// <summary>Whether its end was asked for.</summary>
    public bool IsAskedToEnd { get; set; }

    /// <summary>What it last said of itself by <c>STATUS=</c>.</summary>
    public string? StatusText { get; private set; }

    /// <summary>Judges its heartbeats; null where they are ignored.</summary>
    public HeartbeatJudge? Judge { get; }

    /// <summary>Whether the kernel keeps it within its memory; else it has to be measured.</summary>
    public bool EnforcesMemory { get; }

    /// <summary>The last lines it wrote.</summary>
    public IReadOnlyList<string> LastLines() => _output.LastLines();

    /// <summary>Lets it become its program ahead of need, held before the first instruction until <see cref="Launch"/>; nothing where the kernel refuses.</summary>
    /// <param name="onUnfit">Called where this program can not be held; the process is killed then.</param>
    public void Hold(Action onUnfit)
    {
        _hold = ExecHold.TrySeize(Id, out _);
        if (_hold is not null && _launchGate.TryWrite("go\n"u8))
            AwaitHold(_hold, onUnfit, looks: 0);
    }

    /// <summary>Lets it become its program.</summary>
    /// <returns>False where it is gone, or was made ahead of need from files that are others by now.</returns>
    public bool Launch()
    {
        if (LaunchedAt is not null || Exit is not null || _footing is { IsCurrent: false } || !LetGo())
            return false;
        LaunchedAt = _context.Now;
        _context.Journal.Append(new ProcessStarted
        {
            Component = Component, ProcessId = _child.Id, Command = string.Join(' ', _plan.Command), Standby = IsStandby,
        });
        return true;
    }

    /// <summary>Lets a standby take over.</summary>
    /// <returns>False where it is gone.</returns>
    public bool Promote()
    {
        if (!IsStandby || Exit is not null)
            return false;
        _promotedAt = _context.Now;
        return _standbyGate!.TryWrite("go\n"u8);
    }

    /// <summary>Sends it a signal. If it ends by it, that was not asked for.</summary>
    public void SendSignal(int signal) => _child.Signal(signal);

    /// <summary>Asks it to end by a signal.</summary>
    public void AskToEnd(int signal)
    {
        IsAskedToEnd = true;
        _child.Signal(signal);
        _child.Signal(18); // a stopped process gets no signal until it goes on
    }

    /// <summary>Kills it with all its descendants.</summary>
    public void Kill() => _child.KillTree();

    /// <summary>Lets go of all that belongs to it, once it has ended.</summary>
    public void Dispose()
    {
        _child.Dispose();
        ReleaseAll();
    }

    // One that is not held yet is let go as soon as it is.
    private bool LetGo() => _hold is null ? _launchGate.TryWrite("go\n"u8) : !_hold.IsHeld || _hold.Release();

    // The kernel offers no descriptor that would tell of it.
    private void AwaitHold(ExecHold hold, Action onUnfit, int looks)
    {
        if (Exit is not null)
            return;
        bool isHeld = hold.Look();
        if (!isHeld && looks < MostLooks)
        {
            TimeSpan pause = FirstLook * (looks + 1) < SlowestLook ? FirstLook * (looks + 1) : SlowestLook;
            _ = _context.Reactor.Schedule(pause, () => AwaitHold(hold, onUnfit, looks + 1));
        }
        else if (!isHeld || _footing?.TryAddImage(Id) == false)
        {
            onUnfit();
            Kill();
        }
        else if (LaunchedAt is not null)
        {
            _ = hold.Release();
        }
    }

    // Also of a process that could not be started: then some of it was never made.
    private void ReleaseAll()
    {
        _notify?.Dispose();
        _output?.Dispose();
        _launchGate?.Dispose();
        _standbyGate?.Dispose();
        DeleteGroup(tries: 20);
    }

    // Killed processes leave the group a moment after the kill.
    private void DeleteGroup(int tries)
    {
        if (_group is { } group && !group.TryDelete() && tries > 0)
            _context.Reactor.Schedule(TimeSpan.FromMilliseconds(50), () => DeleteGroup(tries - 1));
    }

    private void Notified(string name, string value)
    {
        if (name == "WATCHDOG")
            Judge?.Beat(_context.Now, TimeSpan.Zero, excused: false);
        else if (name == "STATUS")
            StatusText = value;
        _onNotify(this, name, value);
    }

    private bool ApplyLimits()
    {
        if (_group is null)
            return false;
        if (_plan.Limits.Cores is { } cores)
            _ = _group.TrySet("cpu.max", string.Create(CultureInfo.InvariantCulture, $"{cores * 100_000:0} 100000"));
        if (_plan.Limits.Processes is { } processes)
            _ = _group.TrySet("pids.max", processes.ToString(CultureInfo.InvariantCulture));
        return _plan.Limits.MemoryBytes is { } memory && _group.TrySet("memory.max", memory.ToString(CultureInfo.InvariantCulture));
    }

    private Dictionary<string, string> EnvironmentOf(IReadOnlyList<HeldSocket> sockets, bool standby)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry pair in Environment.GetEnvironmentVariables())
            environment[(string)pair.Key] = (string?)pair.Value ?? "";
        foreach (string name in OursAlone)
            environment.Remove(name);
        foreach ((string name, string value) in _plan.Environment)
            environment[name] = value;

        environment["PRUNELLA_COMPONENT"] = Component.Value;
        environment["PRUNELLA_LINK"] = _context.LinkPath;
        environment["NOTIFY_SOCKET"] = _notify.Path;
        if (_plan.Heartbeat is { } limits)
            environment["WATCHDOG_USEC"] = limits.Freeze.TotalMicroseconds.ToString("0", CultureInfo.InvariantCulture);
        if (sockets.Count > 0)
        {
            environment["LISTEN_FDS"] = sockets.Count.ToString(CultureInfo.InvariantCulture);
            environment["LISTEN_FDNAMES"] = string.Join(':', sockets.Select(static socket => socket.Address.Name ?? "unknown"));
        }

        if (standby)
            environment["PRUNELLA_STANDBY_FD"] = (3 + sockets.Count).ToString(CultureInfo.InvariantCulture);
        return environment;
    }
}
