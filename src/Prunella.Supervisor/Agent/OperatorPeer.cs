using System.Runtime.Versioning;
using System.Text.Json;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Link;
using Prunella.Recovery;
using Prunella.Supervisor.Control;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Answers one operator, one request at a time.</summary>
[SupportedOSPlatform("linux")]
internal sealed class OperatorPeer(Agent agent, Reactor reactor, FrameConnection connection) : IPeer
{
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromMilliseconds(100);

    // A status weighs some kilobytes: an operator who does not read gets no more of them.
    private const int EnoughPending = 256 * 1024;

    private readonly StatusPicture _picture = new(agent);
    private bool _busy;
    private bool _gone;

    public void OnFrame(Frame frame)
    {
        if (frame.Type != FrameType.Request)
            return;
        if (_busy)
        {
            End(ExitCode.Usage, "one request at a time");
            return;
        }

        try
        {
            AgentRequest? request = JsonSerializer.Deserialize(frame.Payload, ControlJson.Default.AgentRequest);
            _busy = true;
            agent.Track(AnswerAsync(request!));
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            End(ExitCode.Usage, $"not a request: {error.Message}");
        }
    }

    public void OnClose() => _gone = true;

    // Begun on the reactor, so its continuations stay there.
    private async Task AnswerAsync(AgentRequest request)
    {
        try
        {
            (ExitCode exit, string? error) = await DispatchAsync(request);
            End(exit, error);
        }
        catch (Exception error)
        {
            End(ExitCode.Failed, error.Message);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<(ExitCode Exit, string? Error)> DispatchAsync(AgentRequest request)
    {
        switch (request)
        {
            case StatusRequest:
                Reply(new StatusReply(_picture.Take()));
                return default;
            case WatchRequest:
                await FollowAsync(() => agent.Ended.IsCompleted, withStatus: true);
                return default;
            case IncidentsRequest incidents:
                RecoverySnapshot current = agent.Recovery.Current;
                IEnumerable<IncidentView> newest = current.Open.Concat(incidents.All ? current.Closed : []).Reverse().Take(256).Select(IncidentView.Of);
                Reply(new IncidentsReply([.. ReplySize.Fitting(newest, ControlJson.Default.IncidentView)]));
                return default;
            case FindingsRequest findings:
                return AnswerFindings(findings);
            case ExplainRequest explain:
                return await ExplainAsync(explain.Incident);
            case MetricsRequest metrics:
                if (metrics.Window <= TimeSpan.Zero)
                    return (ExitCode.Usage, "The window must be positive.");
                Reply(await Task.Run(() => MetricsAnswer.To(metrics, agent.Metrics)));
                return default;
            case HealthRequest health:
                return AnswerHealth(health);
            case DiagnoseRequest diagnose:
                return await DiagnoseAsync(diagnose);
            case ModeRequest mode:
                await agent.Recovery.SetModeAsync(mode.Tier, mode.Mode, mode.Author, mode.Reason);
                return Done($"{(mode.Tier is { } tier ? $"Tier {(int)tier} ({tier})" : "Every tier below hand-over")} is in mode {mode.Mode}.");
            case StopRequest stop:
                agent.KillSwitch.Stop(stop.Author, stop.Reason);
                return Done("Healing is stopped. The services run on; nothing is healed until it is resumed.");
            case ResumeRequest resume:
                return agent.KillSwitch.Resume(resume.Author, resume.Reason)
                    ? Done("Healing goes on.")
                    : (ExitCode.Refused, $"Healing is still stopped: {agent.KillSwitch.Reason}");
            case ApproveRequest approve:
                return Say(await agent.Recovery.ApproveAsync(approve.Incident, approve.By, approve.Reason ?? ""), approve.Incident, "Approved");
            case RejectRequest reject:
                return Say(await agent.Recovery.RejectAsync(reject.Incident, reject.By, reject.Reason ?? ""), reject.Incident, "Rejected");
            case RestartRequest restart:
                return await RestartAsync(restart);
            case AlertsRequest:
                Reply(new AlertsReply([.. agent.Alerts.Active.Take(256)], agent.Alerts.Silences));
                return default;
            case SilenceRequest silence:
                return Silence(silence);
            case AcknowledgeRequest acknowledge:
                if (!agent.Alerts.Active.Any(alert => alert.Component == acknowledge.Component))
                    return (ExitCode.Usage, $"There is no alert of '{acknowledge.Component}'.");
                agent.Alerts.Acknowledge(acknowledge.Component, acknowledge.Author);
                return Done($"{acknowledge.Author} has taken {acknowledge.Component} on: it is not told again until it is over.");
            case AuditVerifyRequest:
                return await VerifyAsync();
            case DownRequest:
                Task ended = agent.StopAsync();
                await FollowAsync(() => ended.IsCompleted, withStatus: false);
                return default;
            default:
                return (ExitCode.Usage, "an unknown command");
        }
    }

    private (ExitCode Exit, string? Error) AnswerFindings(FindingsRequest request)
    {
        if (agent.Options.Findings is not { } findings)
            return (ExitCode.Usage, "This agent does not look at telemetry: its prunella.yaml has no `telemetry:`.");
        IEnumerable<FindingView> meant = findings().Where(one => request.All || one.EndedAt is null).Take(256);
        Reply(new FindingsReply([.. ReplySize.Fitting(meant, ControlJson.Default.FindingView)]));
        return default;
    }

    private (ExitCode Exit, string? Error) AnswerHealth(HealthRequest request)
    {
        SystemHealth health = agent.Health.Current;
        IEnumerable<ComponentHealth> meant = _picture.InPlanOrder(health).Where(one => request.Component is not { } name || one.Description.Name == name);
        HealthView[] fitting = [.. ReplySize.Fitting(meant.Select(one => HealthView.Of(one, agent.SourcesOf(one.Description.Name))), ControlJson.Default.HealthView)];
        if (request.Component is { } missing && fitting.Length == 0)
            return (ExitCode.Usage, $"There is no component '{missing}'.");
        Reply(new HealthReply(agent.Plan.Project, reactor.Time.GetUtcNow(), health.State, health.Reason, fitting));
        return default;
    }

    private async Task<(ExitCode Exit, string? Error)> DiagnoseAsync(DiagnoseRequest request)
    {
        var question = new DiagnosisQuestion(request.Component) { Until = request.At };
        if (request.Incident is { } id)
        {
            if (agent.Recovery.Current.Find(id) is not { } incident)
                return (ExitCode.Usage, $"There is no incident '{id}', or it is too long ago: `prunella incidents --all` lists those that are known.");
            question = new DiagnosisQuestion(request.Component ?? incident.Component) { Since = incident.OpenedAt, Until = incident.ClosedAt + agent.Diagnostician.Settle ?? request.At, Seen = incident.Cause };
        }

        LiveDiagnosis found = await Task.Run(() => agent.Diagnostician.Diagnose(question)); // off the loop: it takes milliseconds
        Reply(new DiagnosisReply(found.Window.From, found.Window.To, DiagnosisView.Of(found.ToFact(question.Component, request.Incident))));
        return default;
    }

    private async Task<(ExitCode Exit, string? Error)> ExplainAsync(IncidentId id)
    {
        if (agent.Recovery.Current.Find(id) is not { } incident)
            return (ExitCode.Usage, $"There is no incident '{id}', or it is too long ago: `prunella incidents --all` lists those that are known.");
        // Off the loop: it may read files.
        List<JournalEntry> entries = await Task.Run(async () =>
            await agent.Journal.QueryAsync(new JournalQuery { Incident = id, Last = 1000 }).ToListAsync());
        // The newest that fit, in their order.
        IEnumerable<JournalEntry> newest = ReplySize.Fitting(Enumerable.Reverse(entries), ControlJson.Default.JournalEntry);
        Reply(new IncidentReply(IncidentView.Of(incident), [.. newest.Reverse()]));
        return default;
    }

    private async Task<(ExitCode Exit, string? Error)> RestartAsync(RestartRequest request)
    {
        List<ServiceInstance> instances = [.. agent.Instances.Where(instance =>
            instance.Component == request.Component || instance.Plan.Name == request.Component)];
        if (instances.Count == 0)
            return (ExitCode.Usage, $"There is no service '{request.Component}'.");
        foreach (ServiceInstance instance in instances)
            await agent.RestartAsync(instance.Component, request.Author, request.Reason); // one after another: the others go on serving
        return Done(agent.KillSwitch.Engaged
            ? $"{request.Component} serves again. Healing stays stopped: a person's order goes past the kill switch."
            : $"{request.Component} serves again.");
    }

    private (ExitCode Exit, string? Error) Silence(SilenceRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Components) || request.For < TimeSpan.Zero || request.For > TimeSpan.FromDays(30))
            return (ExitCode.Usage, "A silence needs a pattern of components and lasts at most 30 days.");
        DateTimeOffset until = reactor.Time.GetUtcNow() + request.For;
        agent.Alerts.Silence(new AlertSilence(request.Components, until, request.Author, request.Reason));
        return Done(request.For > TimeSpan.Zero ? $"Nobody is told of {request.Components} until {until:u}." : $"People are told of {request.Components} again.");
    }

    private async Task<(ExitCode Exit, string? Error)> VerifyAsync()
    {
        JournalVerification found = await Task.Run(async () =>
        {
            await agent.Journal.FlushAsync();
            return JournalVerifier.Verify(agent.JournalDirectory);
        });
        Reply(new AuditReply(AuditReport.Of(agent.JournalDirectory, found)));
        return found.IsWhole ? default : (ExitCode.Failed, "The journal's chain is broken.");
    }

    /// <summary>Sends each new fact, and each time after facts the status, until <paramref name="isOver"/> or the operator hangs up.</summary>
    private async Task FollowAsync(Func<bool> isOver, bool withStatus)
    {
        using JournalSubscription news = agent.Journal.Subscribe(4096);
        long missed = 0;
        bool changed = withStatus;
        while (!_gone)
        {
            bool last = isOver();
            while (connection.Pending < EnoughPending && news.Entries.TryRead(out JournalEntry? entry))
            {
                Reply(new EntryReply(entry));
                changed = withStatus;
            }

            if (news.Missed > missed)
            {
                Reply(new MissedReply(news.Missed - missed));
                missed = news.Missed;
            }

            if (changed && connection.Pending < EnoughPending)
            {
                Reply(new StatusReply(_picture.Take()));
                changed = false;
            }

            if (last)
                return;
            var pause = new TaskCompletionSource();
            _ = reactor.Schedule(WatchPeriod, pause.SetResult);
            await pause.Task;
        }
    }

    private (ExitCode Exit, string? Error) Say(ApprovalOutcome outcome, IncidentId id, string done) => outcome switch
    {
        ApprovalOutcome.Accepted => Done($"{done}: {id}."),
        ApprovalOutcome.NoSuchIncident => (ExitCode.Usage, $"There is no open incident '{id}'."),
        _ => (ExitCode.Usage, $"Incident '{id}' has nothing that waits for a person."),
    };

    private (ExitCode Exit, string? Error) Done(string message)
    {
        Reply(new DoneReply(message));
        return default;
    }

    private void Reply(AgentReply reply) => connection.Send(FrameType.Reply, JsonSerializer.SerializeToUtf8Bytes(reply, ControlJson.Default.AgentReply));

    private void End(ExitCode exit, string? error) => connection.Send(FrameType.End, new EndPayload((int)exit, error).ToBytes());
}
