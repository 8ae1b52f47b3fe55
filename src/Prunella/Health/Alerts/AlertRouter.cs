using System.Globalization;
using Microsoft.Extensions.Logging;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Makes alerts of transitions, one for each episode of trouble, and gives them to every channel. Lives on the monitor's loop.</summary>
/// <remarks>
/// An episode begins when a component comes to <see cref="AlertOptions.From"/> or worse by trouble of its own, and is over once it has been
/// better for <see cref="AlertOptions.EndsAfter"/>; meanwhile it is told again each <see cref="AlertOptions.RepeatAfter"/>, unless the trouble
/// has turned out to be another's. Symptoms alert nobody: the root's alert counts them. The end is told, too. A component that is taken out
/// while in trouble is told no more. What begins under a silence is told when the silence ends, if it is not over by then.
/// </remarks>
public sealed class AlertRouter : IDisposable
{
    private const int MostSilences = 256;
    private static readonly TimeSpan RestartTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstDiagnosis = TimeSpan.FromSeconds(10);

    private readonly ILoop _loop;
    private readonly IHealthMonitor _monitor;
    private readonly AlertOptions _options;
    private readonly AlertDelivery[] _deliveries;
    private readonly IDisposable _subscription;
    private readonly IJournal _journal;
    private readonly Dictionary<ComponentName, Episode> _episodes = [];
    private readonly List<AlertSilence> _silences = [];
    private readonly AlertMemory _memory;
    private readonly AlertCauses _causes;
    private readonly Dictionary<ComponentName, string> _remembered = [];
    private readonly long _started;
    private volatile IReadOnlyList<ActiveAlert> _active = [];
    private volatile IReadOnlyList<AlertSilence> _silenced = [];

    /// <param name="loop">The loop of the monitor.</param>
    /// <param name="monitor">Whose transitions.</param>
    /// <param name="journal">Where it is noted who was told.</param>
    /// <param name="channels">The ways to tell.</param>
    /// <param name="options">When to tell; valid.</param>
    /// <param name="logger">Where it is logged that an alert could not be delivered.</param>
    /// <param name="stateFile">Keeps silences and acknowledgements over a restart; null keeps none.</param>
    /// <param name="diagnostician">Asked for the causes that an alert tells of; null: none are told. An alert waits 0.3 s for them at most.</param>
    public AlertRouter(
        ILoop loop, IHealthMonitor monitor, IJournal journal, IEnumerable<IAlertChannel> channels, AlertOptions options, ILogger<AlertRouter> logger,
        string? stateFile = null, IDiagnostician? diagnostician = null)
    {
        ArgumentNullException.ThrowIfNull(loop);
        ArgumentNullException.ThrowIfNull(monitor);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        (_loop, _monitor, _options, _journal) = (loop, monitor, options, journal);
        _deliveries = [.. channels.Select(channel => new AlertDelivery(channel, journal, loop.Time, logger))];
        _memory = new AlertMemory(stateFile, error => journal.Append(new InternalFault { Stage = "the memory of alerts", Error = error.Message }));
        _causes = new AlertCauses(loop, diagnostician);
        _ = loop.Schedule(FirstDiagnosis, _causes.Prepare);
        _started = loop.Time.GetTimestamp();
        Remember(_memory.Load());
        _subscription = monitor.OnTransition(Take);
    }

    /// <summary>The episodes that are not over, by name. Any thread may read.</summary>
    public IReadOnlyList<ActiveAlert> Active => _active;

    /// <summary>The silences that are in force. Any thread may read; one that has just ended may still be there.</summary>
    public IReadOnlyList<AlertSilence> Silences => _silenced;

    /// <summary>Tells nobody of some components for a while. At most 256 silences are kept. Any thread may call.</summary>
    /// <exception cref="ArgumentException">The pattern is empty.</exception>
    public void Silence(AlertSilence silence)
    {
        ArgumentNullException.ThrowIfNull(silence);
        if (string.IsNullOrWhiteSpace(silence.Components))
            throw new ArgumentException("A silence needs a pattern of components.", nameof(silence));
        _loop.Post(() =>
        {
            _silences.RemoveAll(one => one.Components == silence.Components);
            if (_silences.Count < MostSilences)
                _silences.Add(silence);
            _journal.Append(new AlertsSilenced { Components = silence.Components, Until = silence.Until, Author = silence.Author, Reason = silence.Reason });
            _ = _loop.Schedule(silence.Until - _loop.Time.GetUtcNow(), EndSilences);
            Save();
            Picture();
        });
    }

    /// <summary>Takes a trouble on: it is not told again until it is over. Any thread may call; one that is over changes nothing.</summary>
    public void Acknowledge(ComponentName component, string author)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(author);
        _loop.Post(() =>
        {
            if (!_episodes.TryGetValue(component, out Episode? episode))
                return;
            episode.AcknowledgedBy = author;
            _journal.Append(new AlertAcknowledged { Component = component, Author = author });
            Save();
            Picture();
        });
    }

    /// <summary>Tells no more. What waits is dropped.</summary>
    public void Dispose()
    {
        _subscription.Dispose();
        foreach (AlertDelivery delivery in _deliveries)
            delivery.Dispose();
        _loop.Post(() =>
        {
            foreach (Episode episode in _episodes.Values)
                episode.EndTimers();
            _episodes.Clear();
        });
    }

    // Silences that are over are dropped; of whom has taken what on it is not known yet whether the trouble goes on.
    private void Remember(AlertState state)
    {
        DateTimeOffset now = _loop.Time.GetUtcNow();
        _silences.AddRange(state.Silences.Where(silence => silence.Until > now).Take(MostSilences));
        foreach (AlertSilence silence in _silences)
            _ = _loop.Schedule(silence.Until - now, EndSilences);
        foreach ((string component, string author) in state.Acknowledged)
        {
            if (ComponentName.TryParse(component, out ComponentName name))
                _remembered[name] = author;
        }

        _silenced = [.. _silences];
    }

    private void Save() => _memory.Save(new AlertState(
        [.. _silences],
        _episodes.Values.Where(static one => one.AcknowledgedBy is not null).Select(static one => (one.Component, Author: one.AcknowledgedBy!))
            .Concat(_remembered.Select(static pair => (Component: pair.Key, Author: pair.Value)))
            .DistinctBy(static pair => pair.Component).ToDictionary(static pair => pair.Component.Value, static pair => pair.Author)));

    // Trouble that comes back soon after our own start is the one that was taken on before it.
    private string? TakenOnBefore(ComponentName component) =>
        _remembered.Remove(component, out string? author) && _loop.Time.GetElapsedTime(_started) <= RestartTime ? author : null;

    private void Take(HealthTransition transition)
    {
        bool bad = transition.To <= _options.From;
        if (_episodes.TryGetValue(transition.Component, out Episode? episode))
            GoOn(episode, transition, bad);
        else if (bad && transition.SymptomOf is null)
            Begin(transition);
        else
            return;
        Picture();
    }

    private void EndSilences()
    {
        DateTimeOffset now = _loop.Time.GetUtcNow();
        if (_silences.RemoveAll(one => one.Until <= now) > 0)
            Save();
        foreach (Episode episode in _episodes.Values.Where(static one => one is { Told: false, IsSymptom: false, End: null, Wait: null }).ToList())
            Send(episode, AlertKind.Raised);
        Picture();
    }

    private AlertSilence? SilenceOf(ComponentName component)
    {
        DateTimeOffset now = _loop.Time.GetUtcNow();
        return _silences.Where(one => one.Until > now && NamePattern.Matches(one.Components, component.Value)).MaxBy(static one => one.Until);
    }

    private void Picture()
    {
        _silenced = [.. _silences];
        _active = Actives();
    }

    private ActiveAlert[] Actives() => [.. _episodes.Values.Where(static one => !one.IsSymptom).OrderBy(static one => one.Component).Select(one => new ActiveAlert(
        one.Component, one.Last.To, one.Last.Reason, one.Since, one.Times, one.AcknowledgedBy, SilenceOf(one.Component)?.Until) { Cause = one.Cause, IsBetter = one.End is not null })];

    private void Begin(HealthTransition transition)
    {
        var episode = new Episode(transition, _loop.Time.GetUtcNow());
        _episodes.Add(transition.Component, episode);
        PlanRepeat(episode);
        if (TakenOnBefore(transition.Component) is { } author)
            (episode.AcknowledgedBy, episode.Told) = (author, true);
        else if (_options.GroupWait > TimeSpan.Zero)
            episode.Wait = _loop.Schedule(_options.GroupWait, () => EndWait(episode));
        else
            Send(episode, AlertKind.Raised);
    }

    private void EndWait(Episode episode)
    {
        episode.Wait = null;
        if (!episode.Told && episode is { IsSymptom: false, End: null })
            Send(episode, AlertKind.Raised);
    }

    private void GoOn(Episode episode, HealthTransition transition, bool bad)
    {
        episode.IsSymptom = transition.SymptomOf is not null;
        if (!bad)
        {
            episode.End ??= _loop.Schedule(_options.EndsAfter, () => Finish(episode));
            return;
        }

        if (episode.End is { } end)
        {
            end.Dispose();
            episode.End = null;
            episode.Times++;
        }

        episode.Last = transition;
        if (transition.To < episode.Worst)
            episode.Worst = transition.To;
    }

    private void Finish(Episode episode)
    {
        episode.EndTimers();
        _episodes.Remove(episode.Component);
        if (IsWatched(episode) && episode is { Told: true, ToldBy: null })
            Send(episode, AlertKind.Ended);
        if (episode.AcknowledgedBy is not null)
            Save();
        Picture();
    }

    private void PlanRepeat(Episode episode) => episode.Repeat = _loop.Schedule(_options.RepeatAfter, () =>
    {
        if (!IsWatched(episode))
        {
            Finish(episode);
            return;
        }

        if (episode is { IsSymptom: false, End: null, AcknowledgedBy: null, Wait: null, ToldBy: null })
            Send(episode, AlertKind.Repeated);
        PlanRepeat(episode);
    });

    private bool IsWatched(Episode episode) => _monitor.Current.Components.ContainsKey(episode.Component);

    private void Send(Episode episode, AlertKind kind)
    {
        if (kind != AlertKind.Ended && SilenceOf(episode.Component) is not null)
            return;
        episode.Told = true;
        int affected = _monitor.Current.Components.Values.Count(component => component.SymptomOf == episode.Component && !component.Description.IsMeasure);
        HealthTransition last = episode.Last;
        Episode[] together = kind == AlertKind.Raised ? Together(episode) : [];
        affected += together.Length;
        string title = kind == AlertKind.Ended ? $"{episode.Component} is better" : Title(last, affected, together.Length);
        var alert = new Alert(kind, episode.Component, kind == AlertKind.Ended ? episode.Worst : last.To, title, last.Reason, _loop.Time.GetUtcNow())
        {
            Affected = affected,
            Times = episode.Times,
            Evidence = [.. last.Evidence, .. together.Select(static one => $"{one.Component}: {one.Last.Reason}")],
        };
        _causes.Tell(alert, last, ready =>
        {
            Show(ready);
            Offer(ready);
        }, late: Show);

        void Show(Alert known)
        {
            if (known.Cause is { } cause)
                (episode.Cause, _active) = (cause, Actives());
        }
    }

    private void Offer(Alert alert)
    {
        var now = TimeOnly.FromDateTime(_loop.Time.GetLocalNow().DateTime);
        foreach (AlertDelivery delivery in _deliveries)
        {
            if (_options.Rules.Count == 0 || _options.Rules.Any(rule => rule.Sends(alert, delivery.Name, now)))
                delivery.Offer(alert);
        }
    }

    // Replicas of one group that began within the wait: this alert tells of them, and they have none of their own.
    private Episode[] Together(Episode first)
    {
        if (_options.GroupWait <= TimeSpan.Zero || GroupOf(first) is not { } group)
            return [];
        Episode[] others = [.. _episodes.Values.Where(one => one != first && one is { Told: false, IsSymptom: false, End: null } && GroupOf(one) == group && SilenceOf(one.Component) is null)];
        foreach (Episode other in others)
            (other.Told, other.ToldBy) = (true, first.Component);
        return others;
    }

    private ComponentName? GroupOf(Episode episode) =>
        _monitor.Current.Components.TryGetValue(episode.Component, out ComponentHealth? known) ? known.Description.Group : null;

    private static string Title(HealthTransition last, int affected, int together)
    {
        string what = last.To == HealthState.Failed ? "has failed" : "is critical";
        return affected == 0
            ? $"{last.Component} {what}"
            : together == affected
                ? string.Create(CultureInfo.InvariantCulture, $"{last.Component} {what}, and {affected} more of its group")
                : string.Create(CultureInfo.InvariantCulture, $"{last.Component} {what}, and {affected} more because of it");
    }

    private sealed class Episode(HealthTransition first, DateTimeOffset since)
    {
        public DateTimeOffset Since => since;

        /// <summary>Whether anybody was told of it.</summary>
        public bool Told { get; set; }

        /// <summary>The component whose alert told of this one, too; null where it has its own.</summary>
        public ComponentName? ToldBy { get; set; }

        /// <summary>Ends the time in which others may join; null where there is none.</summary>
        public IDisposable? Wait { get; set; }

        public string? AcknowledgedBy { get; set; }

        /// <summary>The likeliest cause, as it was told; null for none.</summary>
        public string? Cause { get; set; }

        public ComponentName Component => Last.Component;

        public HealthTransition Last { get; set; } = first;

        public HealthState Worst { get; set; } = first.To;

        public int Times { get; set; } = 1;

        public bool IsSymptom { get; set; }

        public IDisposable? End { get; set; }

        public IDisposable? Repeat { get; set; }

        public void EndTimers()
        {
            End?.Dispose();
            Repeat?.Dispose();
            Wait?.Dispose();
        }
    }
}
