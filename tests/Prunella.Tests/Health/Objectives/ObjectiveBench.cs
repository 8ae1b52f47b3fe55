using System.Diagnostics.Metrics;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Tests.Metrics;

namespace Prunella.Tests.Health.Objectives;

/// <summary>A hub, a monitor and objectives on one clock that is moved by hand.</summary>
internal sealed class ObjectiveBench : IDisposable
{
    private readonly HubFixture _hub = new();

    public ObjectiveBench(params ServiceObjective[] objectives)
    {
        Watch = new ObjectiveWatch(objectives, _hub.Hub, Health.Monitor, Health.Monitor, Health.Journal, _hub.Loop.Time);
        _ = _hub.Hub.AddObserver(Watch);
        Duration = _hub.Meter.CreateHistogram<double>("http.server.request.duration", "s");
    }

    public HealthBench Health { get; } = new();

    public ObjectiveWatch Watch { get; }

    public Histogram<double> Duration { get; }

    public ObjectiveStatus this[string name] => Watch.Current.Single(one => one.Name == name);

    public HealthState StateOf(string name) => Health["slo/" + name].State;

    public void Requests(int good, int bad, double seconds = 0.01)
    {
        for (int i = 0; i < good; i++)
            Duration.Record(seconds, new KeyValuePair<string, object?>("http.response.status_code", i % 2 == 0 ? 200 : 404));
        for (int i = 0; i < bad; i++)
            Duration.Record(seconds, new KeyValuePair<string, object?>("http.response.status_code", 503));
    }

    /// <summary>Lets time pass, a second at a time.</summary>
    public void Seconds(int count, Action? each = null)
    {
        for (int i = 0; i < count; i++)
        {
            each?.Invoke();
            _hub.Seconds(1);
            Health.Loop.RunUntilIdle();
        }
    }

    /// <summary>The seconds until an objective comes to a state; null where it does not.</summary>
    public int? Until(string name, HealthState state, int most, Action? each = null)
    {
        for (int second = 1; second <= most; second++)
        {
            Seconds(1, each);
            if (this[name].State == state)
                return second;
        }

        return null;
    }

    public void Dispose()
    {
        Watch.Dispose();
        _hub.Dispose();
    }
}
