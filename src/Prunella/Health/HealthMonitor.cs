using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Watches components: takes reports, looks by probes, rolls up over the dependency graph, tells of every change.</summary>
/// <remarks>
/// <para>
/// A state machine on one loop. A call made on the loop is carried out before it returns, transitions handed on included; one made elsewhere is
/// posted. A handler that reports in turn is heard at once, and what follows from it is handed on after the transitions before.
/// </para>
/// <para>
/// A component that no source has spoken of yet has no own state and is shown as Degraded, "not yet observed": neither an alarm nor good news.
/// It counts for nothing in others' states. Its first state that counts is told as a transition from Degraded, whichever it is.
/// </para>
/// <para>
/// A conclusive healthy reading of a source that was Critical or Failed means that the component was replaced: its probes forget what
/// they saw of the old one and look again at once, with the grace of a start, and a hold for flapping ends. A reading that renews says so
/// by itself, and all other sources are forgotten. Roots are told before their symptoms.
/// </para>
/// </remarks>
public sealed class HealthMonitor : IHealthReporter, IHealthMonitor, IDisposable
{
    internal const HealthState Unobserved = HealthState.Degraded;

    private readonly ILoop _loop;
    private readonly IJournal _journal;
    private readonly Random _random;
    private readonly ILogger<HealthMonitor> _logger;
    private readonly Dictionary<ComponentName, ComponentWatch> _watches = [];
    private readonly TransitionFeed _feed;
    private ImmutableSortedDictionary<ComponentName, ComponentHealth> _components = ImmutableSortedDictionary<ComponentName, ComponentHealth>.Empty;
    private DependencyGraph _graph = DependencyGraph.Empty;
    private RollUpWalk _walk = new(DependencyGraph.Empty, static _ => null);
    private HealthOptions _options;
    private readonly IScrubber? _scrubber;
    private volatile SystemHealth _current;
    private bool _graphIsStale;
    private bool _disposed;

    /// <param name="loop">The thread that it lives on.</param>
    /// <param name="journal">Where every change is noted.</param>
    /// <param name="options">How readings become states; valid.</param>
    /// <param name="random">Draws the times of the looks; used on the loop only.</param>
    /// <param name="logger">Where changes are logged.</param>
    /// <param name="scrubber">Takes secrets out of what is said of components, before anybody gets it; null for nobody.</param>
    public HealthMonitor(ILoop loop, IJournal journal, HealthOptions options, Random random, ILogger<HealthMonitor> logger, IScrubber? scrubber = null)
    {
        ArgumentNullException.ThrowIfNull(loop);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(logger);
        (_loop, _journal, _options, _random, _logger) = (loop, journal, options, random, logger);
        _scrubber = scrubber;
        _feed = new TransitionFeed(journal, logger);
        (HealthState state, string reason) = SystemRollUp.Of([]);
        _current = new SystemHealth(state, reason, _components);
        HealthMetrics.Add(this);
    }

    /// <inheritdoc/>
    public SystemHealth Current => _current;

    /// <inheritdoc/>
    public IDisposable OnTransition(Action<HealthTransition> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _feed.Subscribe(handler);
    }

    /// <inheritdoc/>
    public void Register(ComponentDescription description)
    {
        DescriptionCheck.Run(description);
        OnLoop(() => RegisterNow(description));
    }

    /// <inheritdoc/>
    public void Remove(ComponentName component, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        OnLoop(() => RemoveNow(component, reason));
    }

    /// <inheritdoc/>
    public void Report(ComponentName component, string source, HealthReading reading)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentNullException.ThrowIfNull(reading);
        if (_loop.IsCurrent)
            ReportNow(component, source, reading);
        else
            _loop.Post(() => ReportNow(component, source, reading));
    }

    /// <summary>What each source says of a component, by name; empty where it is not watched. To be called on the loop.</summary>
    /// <exception cref="InvalidOperationException">This is not the loop.</exception>
    public IReadOnlyList<SourceHealth> SourcesOf(ComponentName component)
    {
        if (!_loop.IsCurrent)
            throw new InvalidOperationException("What the sources say is known on the loop of the monitor alone.");
        return _watches.TryGetValue(component, out ComponentWatch? watch) ? watch.Sources() : [];
    }

    /// <summary>Goes on by other options; what was counted so far is kept.</summary>
    /// <param name="options">Valid options.</param>
    public void Reconfigure(HealthOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OnLoop(() => _options = options);
    }

    /// <summary>Ends all looks, and hands nothing on from now.</summary>
    public void Dispose()
    {
        HealthMetrics.Remove(this);
        _feed.Close();
        OnLoop(() =>
        {
            _disposed = true;
            foreach (ComponentWatch watch in _watches.Values)
                EndWatch(watch);
            _watches.Clear();
        });
    }

    private void OnLoop(Action work)
    {
        if (_loop.IsCurrent)
            work();
        else
            _loop.Post(work);
    }

    private void RegisterNow(ComponentDescription description)
    {
        if (_disposed)
            return;
        ComponentDescription? before = null;
        if (_watches.TryGetValue(description.Name, out ComponentWatch? watch))
        {
            before = watch.Description;
            watch.Description = description;
            watch.Shown = watch.Shown with { Description = description };
        }
        else if (_watches.Count >= _options.MaxComponents)
        {
            _logger.TooManyComponents(description.Name, _options.MaxComponents);
            return;
        }
        else
        {
            watch = new ComponentWatch(description, _loop.Time)
            {
                Shown = new ComponentHealth(description, Own: null, Unobserved, "not yet observed", _loop.Time.GetUtcNow()),
            };
            _watches.Add(description.Name, watch);
        }

        _components = _components.SetItem(description.Name, watch.Shown);
        _current = _current with { Components = _components };
        NoteDescription(before, description);
        SetProbes(watch, before);
    }

    private void NoteDescription(ComponentDescription? before, ComponentDescription now)
    {
        bool sameArrows = before is not null && before.Requires.SequenceEqual(now.Requires) && before.Uses.SequenceEqual(now.Uses);
        if (!sameArrows)
            MarkGraph();
        if (sameArrows && before!.Kind == now.Kind)
            return;
        _journal.Append(new ComponentRegistered { Component = now.Name, Kind = now.Kind, Requires = now.Requires, Uses = now.Uses });
        ComponentName[] missing = [.. now.Requires.Concat(now.Uses).Where(target => !_watches.ContainsKey(target))];
        if (missing.Length > 0)
            _logger.DependencyMissing(now.Name, string.Join(", ", missing));
    }

    // A thousand registrations in a row build the graph once.
    private void MarkGraph()
    {
        if (_graphIsStale)
            return;
        _graphIsStale = true;
        _loop.Post(() =>
        {
            if (_graphIsStale && !_disposed)
                Publish(RebuildGraph());
        });
    }

    private void SetProbes(ComponentWatch watch, ComponentDescription? before)
    {
        Dictionary<string, ProbeSchedule> wanted = watch.Description.Probes.ToDictionary(static probe => probe.Name, StringComparer.Ordinal);
        foreach (ProbeRunner runner in watch.Probes.Values.Where(runner => wanted.GetValueOrDefault(runner.Schedule.Name) != runner.Schedule).ToArray())
        {
            runner.Stop();
            watch.Probes.Remove(runner.Schedule.Name);
        }

        foreach (ProbeSchedule schedule in watch.Description.Probes.Where(schedule => !watch.Probes.ContainsKey(schedule.Name)))
        {
            ComponentName name = watch.Description.Name;
            var runner = new ProbeRunner(_loop, _random, schedule, reading => ReportNow(name, schedule.Name, reading));
            watch.Probes.Add(schedule.Name, runner);
            runner.Start();
        }

        string[] gone = [.. before?.Probes.Select(static probe => probe.Name).Where(name => !wanted.ContainsKey(name)) ?? []];
        if (gone.Length == 0)
            return;
        watch.Forget(gone);
        Reconsider(watch);
    }

    private void RemoveNow(ComponentName component, string reason)
    {
        if (!_watches.Remove(component, out ComponentWatch? watch))
            return;
        EndWatch(watch);
        _components = _components.Remove(component);
        _journal.Append(new ComponentRemoved { Component = component, Reason = reason });
        Publish(RebuildGraph());
    }

    private static void EndWatch(ComponentWatch watch)
    {
        watch.FlapTimer?.Dispose();
        foreach (ProbeRunner runner in watch.Probes.Values)
            runner.Stop();
    }

    private void ReportNow(ComponentName component, string source, HealthReading reading)
    {
        if (_disposed || !_watches.TryGetValue(component, out ComponentWatch? watch))
            return;
        switch (watch.Observe(source, ReadingTidy.Of(reading, _scrubber), _options))
        {
            case ComponentWatch.Effect.Ignored:
                _logger.TooManySources(component, source, ComponentWatch.MaxSources);
                return;
            case ComponentWatch.Effect.Renewed:
                watch.FlapTimer?.Dispose();
                watch.FlapTimer = null;
                foreach (ProbeRunner runner in watch.Probes.Values.Where(runner => runner.Schedule.Name != source))
                    runner.Renew();
                break;
            case ComponentWatch.Effect.Held:
                Hold(watch);
                break;
        }

        Reconsider(watch);
    }

    private void Hold(ComponentWatch watch)
    {
        if (watch.FlapTimer is null)
            _logger.Held(watch.Description.Name, watch.Own);
        watch.FlapTimer?.Dispose();
        watch.FlapTimer = _loop.Schedule(_options.FlapQuiet, () =>
        {
            watch.FlapTimer = null;
            watch.EndHold();
            Reconsider(watch);
        });
    }

    private void Reconsider(ComponentWatch watch)
    {
        if (_graphIsStale)
        {
            Publish(RebuildGraph());
            return;
        }

        int node = _graph.IndexOf(watch.Description.Name);
        IReadOnlyList<int> changed = watch.Own == watch.Shown.Own ? [] : _walk.Update(node, watch.Own);
        Publish(changed.Contains(node) ? changed : [node, .. changed]);
    }

    private IEnumerable<int> RebuildGraph()
    {
        _graphIsStale = false;
        _graph = DependencyGraph.From(_watches.Values.Select(static watch => watch.Description));
        _walk = new RollUpWalk(_graph, name => _watches[name].Own);
        return _graph.Groups.SelectMany(static group => group);
    }

    /// <summary>Shows, notes and hands on what is new about <paramref name="nodes"/>.</summary>
    private void Publish(IEnumerable<int> nodes)
    {
        DateTimeOffset now = _loop.Time.GetUtcNow();
        var news = new List<HealthTransition>();
        ImmutableSortedDictionary<ComponentName, ComponentHealth> before = _components;
        ImmutableSortedDictionary<ComponentName, ComponentHealth>.Builder components = before.ToBuilder();
        foreach (int node in nodes)
        {
            ComponentWatch watch = _watches[_graph.At(node).Name];
            ComponentHealth shown = ShownHealth.Of(watch, _walk[node], now, news);
            if (ReferenceEquals(shown, watch.Shown))
                continue;
            watch.Shown = shown;
            components[shown.Description.Name] = shown;
        }

        _components = components.ToImmutable();
        if (news.Count == 0 && _components.Count == _current.Components.Count)
        {
            if (_components != before)
                _current = _current with { Components = _components };
            return;
        }

        HealthState wholeBefore = _current.State;
        (HealthState whole, string reason) = SystemRollUp.Of(_watches.Values.Select(static watch => watch.Shown)); // hashed, not a tree: many times faster to walk
        _current = new SystemHealth(whole, reason, _components);
        Note(news);
        if (whole != wholeBefore)
            _journal.Append(new SystemHealthChanged { From = wholeBefore, To = whole, Reason = reason });
        _feed.Tell();
    }

    private void Note(List<HealthTransition> news)
    {
        // A root before its symptoms: the order of a stable sort.
        foreach (HealthTransition transition in news.OrderBy(static transition => transition.SymptomOf is not null))
        {
            HealthMetrics.Changed(transition);
            _journal.Append(new HealthChanged
            {
                Component = transition.Component,
                From = transition.From,
                To = transition.To,
                Reason = transition.Reason,
                SymptomOf = transition.SymptomOf,
            });
            _feed.Add(transition);
        }
    }
}
