using System.Runtime.Versioning;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Cli.Demo;

/// <summary>Follows the journal from a fault to its end.</summary>
[SupportedOSPlatform("linux")]
internal sealed class FaultWatch(DemoFault fault, DateTimeOffset injected, Action<TimeSpan, JournalEntry> onStep)
{
    private readonly List<string> _actions = [];
    private FaultResult _result = new(fault.Name, fault.Title, fault.Component.Value);
    private IncidentId? _incident;

    /// <summary>What is known by now.</summary>
    public FaultResult Result => _result with { Actions = [.. _actions] };

    /// <summary>Reads facts until the incident of the fault is closed.</summary>
    /// <exception cref="OperationCanceledException">It was not closed in time.</exception>
    public async Task FollowAsync(JournalSubscription news, CancellationToken deadline)
    {
        while (!_result.Healed)
        {
            JournalEntry entry = await news.Entries.ReadAsync(deadline);
            if (entry.Event.Component == fault.Component && entry.Time >= injected)
                Take(entry, entry.Time - injected);
        }
    }

    private void Take(JournalEntry entry, TimeSpan at)
    {
        switch (entry.Event)
        {
            case IncidentOpened opened:
                _incident = opened.Incident;
                _result = _result with { DetectedMilliseconds = at.TotalMilliseconds, Cause = opened.Cause };
                break;
            case ActionStarted started:
                _actions.Add(started.Action);
                _result = _result with { ActedMilliseconds = _result.ActedMilliseconds ?? at.TotalMilliseconds };
                break;
            case HealthChanged { To: HealthState.Healthy } when _incident is not null:
                _result = _result with { HealthyMilliseconds = at.TotalMilliseconds };
                return; // told by ProcessReady
            case IncidentClosed { Outcome: IncidentOutcome.Healed or IncidentOutcome.Recovered } closed when closed.Incident == _incident:
                _result = _result with { Healed = true };
                return;
            case ActionVerified { Verdict: not ActionVerdict.Better } or ProcessExited or ProcessReady or ActionRefused or IncidentHandedOver:
                break; // told, not measured
            default:
                return;
        }

        onStep(at, entry);
    }
}
