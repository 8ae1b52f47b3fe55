using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Link;

namespace Prunella.Supervisor;

/// <summary>A supervised process that speaks to the agent: heartbeats to their judge, facts to the journal, the health of its parts to the view of the whole.</summary>
/// <remarks>
/// The parts of a process are its own to heal: here they are at worst degraded. What the process could not heal it hands over,
/// and then the process itself is at fault.
/// </remarks>
internal sealed class ProcessPeer(SupervisionContext context, ServiceInstance instance, ManagedProcess process, LinkedProcesses linked) : IPeer
{
    private const int MostParts = 256;
    private const string LinkSource = "link";

    private readonly HashSet<ComponentName> _parts = [];
    private readonly LinkedProcess _series = linked.Add(process.Component);

    public void OnFrame(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Beat:
                BeatPayload beat = BeatPayload.Parse(frame.Payload);
                process.Judge?.Beat(context.Now, beat.PoolAge, excused: beat.Flags != BeatFlags.None);
                break;
            case FrameType.Event:
                OnEvent(frame);
                break;
            case FrameType.Health:
                OnHealth(HealthPayload.Parse(frame.Payload));
                break;
            case FrameType.Metrics:
                if (MetricsPayload.Parse(frame.Payload) is not { } rollUp)
                    break; // of a later format
                _series.Serves = process == instance.Active;
                _series.Take(rollUp);
                break;
            case FrameType.Lost:
                context.Journal.Append(new EntriesLost
                {
                    Component = process.Component, Count = LostPayload.Parse(frame.Payload).Count, Reason = "the process could not send them in time",
                });
                break;
            default:
                break; // of a later version
        }
    }

    public void OnClose()
    {
        linked.Remove(_series);
        foreach (ComponentName part in _parts)
            context.Health.Remove(part, $"process {process.Id} is gone");
    }

    private void OnEvent(Frame frame)
    {
        EventPayload payload;
        try
        {
            payload = EventPayload.Parse(frame.Payload);
        }
        catch (FrameException error) when (error.Fault == FrameFault.UnknownEvent)
        {
            return; // a fact of a later version
        }

        _ = context.Journal.Merge(payload.Event, payload.Time, process.Component.Value);
        if (payload.Event is IncidentHandedOver given && process == instance.Active)
            instance.Condemn(process, LinkSource, $"it could not heal {given.Component?.Value ?? "itself"}: {given.Reason}");
    }

    private void OnHealth(HealthPayload health)
    {
        if (process != instance.Active || NameOf(health.Component) is not { } part)
            return;
        if (_parts.Add(part))
        {
            context.Health.Register(new ComponentDescription(part)
            {
                Kind = "part",
                Requires = [process.Component, .. Names(health.Requires)],
                Uses = [.. Names(health.Uses)],
            });
        }

        HealthState state = health.State == HealthState.Healthy ? HealthState.Healthy : HealthState.Degraded;
        context.Health.Report(part, LinkSource, new HealthReading(state, health.Reason) { Conclusive = true });
    }

    private ComponentName? NameOf(ComponentName inside) =>
        ComponentName.TryParse($"{process.Component}/{inside}", out ComponentName part) && (_parts.Contains(part) || _parts.Count < MostParts) ? part : null;

    private IEnumerable<ComponentName> Names(IEnumerable<ComponentName> inside) => inside.Select(NameOf).OfType<ComponentName>();
}
