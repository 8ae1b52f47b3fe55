using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;

namespace Prunella.EndToEnd.Support;

/// <summary>An agent in this process over real processes, with its facts.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private readonly bool _ownsWorkspace;

    private TestAgent(Workspace workspace, bool ownsWorkspace, Agent agent)
    {
        Workspace = workspace;
        _ownsWorkspace = ownsWorkspace;
        Agent = agent;
        Facts = new FactLog(agent.Journal);
    }

    public Workspace Workspace { get; }

    public Agent Agent { get; }

    public FactLog Facts { get; }

    /// <summary>Makes an agent and starts it; ends once every service has been ready.</summary>
    public static async Task<TestAgent> ReadyAsync(IReadOnlyList<ServicePlan> services, Workspace? workspace = null, Func<AgentOptions, AgentOptions>? options = null)
    {
        TestAgent agent = Started(services, workspace, options);
        try
        {
            await agent.Agent.AllReady.WaitAsync(Eventually.Watchdog);
        }
        catch (TimeoutException)
        {
            string facts = string.Join('\n', agent.Facts.All);
            await agent.DisposeAsync();
            throw new TimeoutException($"the services never became ready. The facts:\n{facts}");
        }

        return agent;
    }

    public static TestAgent Started(IReadOnlyList<ServicePlan> services, Workspace? workspace = null, Func<AgentOptions, AgentOptions>? options = null)
    {
        TestAgent agent = Created(services, workspace, options);
        agent.Agent.Start();
        return agent;
    }

    public static TestAgent Created(IReadOnlyList<ServicePlan> services, Workspace? workspace = null, Func<AgentOptions, AgentOptions>? options = null)
    {
        Workspace place = workspace ?? new Workspace();
        var standard = new AgentOptions { StateDirectory = place.State, RuntimeDirectory = place.Runtime };
        var plan = new SupervisionPlan
        {
            Project = "e2e",
            Directory = place.Root,
            Services = [.. services.Select(service => service with { Environment = Merged(service.Environment, place.Mark) })],
        };
        try
        {
            return new TestAgent(place, workspace is null, Agent.Create(plan, options?.Invoke(standard) ?? standard));
        }
        catch
        {
            if (workspace is null)
                place.Dispose();
            throw;
        }
    }

    /// <summary>A service that is a shell script.</summary>
    public static ServicePlan Shell(string name, string script, params string[] requires) => new()
    {
        Name = new ComponentName(name),
        Command = ["/bin/sh", "-c", script],
        Requires = [.. requires.Select(static required => new ComponentName(required))],
        Stop = new StopPlan { Timeout = TimeSpan.FromSeconds(5) },
    };

    /// <summary>The process that serves a component at this moment, as an operator is told.</summary>
    public async Task<int?> ProcessOfAsync(string component) => (await StatusOfAsync(component)).ProcessId;

    public async Task<ComponentStatus> StatusOfAsync(string component)
    {
        using AgentClient client = await AgentClient.ConnectAsync(Workspace.Runtime.SocketOf("e2e"));
        StatusReply reply = await client.AskOneAsync<StatusReply>(new StatusRequest());
        return reply.Status.Components.Single(each => each.Name.Value == component);
    }

    /// <summary>Waits for the whole way from an exit to a healed incident, in its order, and gives the new process.</summary>
    public async Task<int> HealedAsync(string component)
    {
        IncidentOpened opened = await Facts.NextAsync<IncidentOpened>(component);
        _ = await Facts.NextAsync<ActionStarted>(component, action => action.Incident == opened.Incident && action.Tier == RecoveryTier.ReplaceProcess);
        ProcessReady ready = await Facts.NextAsync<ProcessReady>(component);
        IncidentClosed closed = await Facts.NextAsync<IncidentClosed>(component, fact => fact.Incident == opened.Incident);
        Assert.Equal(IncidentOutcome.Healed, closed.Outcome);
        return ready.ProcessId;
    }

    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        Facts.Dispose();
        if (_ownsWorkspace)
            Workspace.Dispose();
    }

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> own, Dictionary<string, string> mark)
    {
        var all = new Dictionary<string, string>(own);
        foreach ((string name, string value) in mark)
            all[name] = value;
        return all;
    }
}
