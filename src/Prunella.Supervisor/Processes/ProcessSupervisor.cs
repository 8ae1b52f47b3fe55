using System.Net.Sockets;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor;

/// <summary>Runs the services of a plan: starts them in the order of their needs, stops them in the reverse, and holds their sockets all the while.</summary>
/// <remarks>Mechanism only: what becomes of a failed instance is recovery's to decide. Lives on the reactor's thread.</remarks>
internal sealed class ProcessSupervisor
{
    private readonly SupervisionContext _context;
    private readonly List<ServiceInstance> _instances = [];
    private readonly Dictionary<ComponentName, List<ServiceInstance>> _services = [];
    private readonly List<HeldSocket> _sockets = [];
    private readonly HashSet<ComponentName> _downGroups = [];
    private readonly TaskCompletionSource _allReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopping;

    /// <summary>Opens the sockets and registers the components; starts nothing yet.</summary>
    /// <exception cref="SupervisorException">A socket can not be opened.</exception>
    public ProcessSupervisor(SupervisionContext context, SupervisionPlan plan)
    {
        _context = context;
        try
        {
            foreach (ServicePlan service in plan.Services)
                Add(service with { Directory = Path.GetFullPath(service.Directory ?? ".", plan.Directory) });
        }
        catch
        {
            ReleaseSockets();
            throw;
        }

        foreach (ServicePlan service in plan.Services)
            Register(service);
    }

    public IReadOnlyList<ServiceInstance> Instances => _instances;

    /// <summary>Completes when every instance has been ready once.</summary>
    public Task AllReady => _allReady.Task;

    /// <summary>Every process of every instance.</summary>
    public IEnumerable<ManagedProcess> Processes => _instances.SelectMany(static instance => instance.Processes);

    /// <summary>The instance of a component; null where there is none.</summary>
    public ServiceInstance? Find(ComponentName component) => _instances.Find(instance => instance.Component == component);

    /// <summary>The instance that a process belongs to.</summary>
    public ServiceInstance InstanceOf(ManagedProcess process) => Find(process.Component)!;

    /// <summary>Starts everything, each once what it requires is ready.</summary>
    public void Start()
    {
        foreach (ServiceInstance instance in _instances)
            instance.Wait();
        StartWaiting();
    }

    /// <summary>Stops everything, each once nothing that requires it runs any more.</summary>
    /// <returns>Completes when no process is left.</returns>
    public Task StopAsync()
    {
        _stopping = true;
        StopUnneeded();
        return _allStopped.Task;
    }

    /// <summary>Kills everything at once.</summary>
    public void Abort()
    {
        _stopping = true;
        foreach (ServiceInstance instance in _instances)
        {
            instance.Stop();
            instance.Abort();
        }
    }

    /// <summary>Closes the held sockets: from now on connections are refused.</summary>
    public void ReleaseSockets()
    {
        foreach (HeldSocket socket in _sockets)
            socket.Dispose();
    }

    private void Add(ServicePlan service)
    {
        List<HeldSocket> sockets = [.. service.Listen.Select(Open)];
        _services[service.Name] = [];
        for (int number = 1; number <= service.Replicas; number++)
        {
            ComponentName component = service.Replicas == 1 ? service.Name : new ComponentName($"{service.Name}#{number}");
            var instance = new ServiceInstance(_context, service, component, sockets, OnPhase);
            _instances.Add(instance);
            _services[service.Name].Add(instance);
        }
    }

    private HeldSocket Open(ListenAddress address)
    {
        try
        {
            var socket = HeldSocket.Open(address);
            _sockets.Add(socket);
            return socket;
        }
        catch (SocketException error)
        {
            throw new SupervisorException($"{address} can not be opened: {error.Message}.", error);
        }
    }

    private void Register(ServicePlan service)
    {
        List<ServiceInstance> instances = _services[service.Name];
        foreach (ServiceInstance instance in instances)
        {
            _context.Health.Register(new ComponentDescription(instance.Component)
            {
                Kind = "process",
                Requires = service.Requires,
                Uses = service.Uses,
                Group = instances.Count > 1 ? service.Name : null,
                Probes = [.. ProbePlans.Schedules(service, () => instance.Phase == InstancePhase.Ready)],
            });
        }

        if (instances.Count > 1)
            RegisterGroup(service.Name, isDown: false);
    }

    /// <summary>A group uses its instances; once none is left it requires them: then its trouble is theirs, and nobody's besides.</summary>
    private void RegisterGroup(ComponentName service, bool isDown)
    {
        ComponentName[] instances = [.. _services[service].Select(static instance => instance.Component)];
        _context.Health.Register(new ComponentDescription(service)
        {
            Kind = "group", Requires = isDown ? instances : [], Uses = isDown ? [] : instances,
        });
        _ = isDown ? _downGroups.Add(service) : _downGroups.Remove(service);
    }

    private void OnPhase(ServiceInstance instance)
    {
        if (_stopping)
        {
            StopUnneeded();
            return;
        }

        if (instance.Phase is InstancePhase.Ready or InstancePhase.Failed)
            ReportGroup(instance.Plan);
        if (instance.Phase == InstancePhase.Ready)
            StartWaiting();
        if (_instances.TrueForAll(static each => each.Phase == InstancePhase.Ready))
            _ = _allReady.TrySetResult();
    }

    /// <summary>A group works as long as one of its instances does.</summary>
    private void ReportGroup(ServicePlan service)
    {
        List<ServiceInstance> instances = _services[service.Name];
        if (instances.Count == 1)
            return;
        int ready = instances.Count(static instance => instance.Phase == InstancePhase.Ready);
        if (ready == 0 && instances.Exists(static instance => instance.IsFirstStart))
            return; // it is only just coming up
        if (ready == 0 != _downGroups.Contains(service.Name))
            RegisterGroup(service.Name, isDown: ready == 0);
        HealthState state = ready == instances.Count ? HealthState.Healthy : ready > 0 ? HealthState.Degraded : HealthState.Critical;
        _context.Health.Report(service.Name, "replicas", new HealthReading(state, $"{ready} of {instances.Count} ready") { Conclusive = true });
    }

    private void StartWaiting()
    {
        foreach (ServiceInstance instance in _instances)
        {
            if (instance.Phase == InstancePhase.Waiting && instance.Plan.Requires.All(IsReady))
                instance.Start();
        }
    }

    private bool IsReady(ComponentName service) => _services[service].TrueForAll(static instance => instance.Phase == InstancePhase.Ready);

    private void StopUnneeded()
    {
        foreach (ServiceInstance instance in _instances)
        {
            bool needed = _instances.Exists(other => other.Phase != InstancePhase.Stopped && other.Plan.Requires.Contains(instance.Plan.Name));
            if (!needed)
                instance.Stop(); // calls back here once it has stopped
        }

        if (_instances.TrueForAll(static instance => instance.Phase == InstancePhase.Stopped))
            _ = _allStopped.TrySetResult();
    }
}
