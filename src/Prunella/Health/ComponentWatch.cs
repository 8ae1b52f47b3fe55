using System.Globalization;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>One component under watch: its sources, and what they come to.</summary>
internal sealed class ComponentWatch(ComponentDescription description, TimeProvider time)
{
    /// <summary>More sources than this of one component are ignored.</summary>
    public const int MaxSources = 64;

    private readonly SortedDictionary<string, SourceState> _sources = new(StringComparer.Ordinal);
    private readonly FlapHold _flap = new(time);
    private HealthState? _raw;
    private long _readings;

    public ComponentDescription Description { get; set; } = description;

    /// <summary>Its probes at work, by name.</summary>
    public Dictionary<string, ProbeRunner> Probes { get; } = new(StringComparer.Ordinal);

    /// <summary>Ends a hold; set while there is one.</summary>
    public IDisposable? FlapTimer { get; set; }

    /// <summary>What the picture shows.</summary>
    public required ComponentHealth Shown { get; set; }

    /// <summary>Its own state; null as long as no source has said anything that counts.</summary>
    public HealthState? Own { get; private set; }

    /// <summary>The reading that decides <see cref="Own"/>.</summary>
    public HealthReading? Deciding { get; private set; }

    public bool IsHeld => _flap.Holds;

    public string Reason => (Deciding, IsHeld) switch
    {
        (null, _) => "not yet observed",
        ({ } reading, false) => reading.Reason,
        ({ } reading, true) => string.Create(CultureInfo.InvariantCulture, $"flapping, {_flap.Changes} changes lately; last: {reading.Reason}"),
    };

    /// <summary>What each source says, by name; a probe that has said nothing yet is there too.</summary>
    public IReadOnlyList<SourceHealth> Sources() =>
    [
        .. _sources.Keys.Union(Description.Probes.Select(static probe => probe.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name =>
        {
            HealthReading? counts = _sources.GetValueOrDefault(name)?.Accepted;
            return new SourceHealth(name, counts?.State, counts?.Reason ?? "", Description.Probes.FirstOrDefault(probe => probe.Name == name));
        }),
    ];

    /// <summary>Takes a reading in.</summary>
    /// <returns>What is to be done about it.</returns>
    public Effect Observe(string source, HealthReading reading, HealthOptions options)
    {
        if (!_sources.TryGetValue(source, out SourceState? state))
        {
            if (_sources.Count >= MaxSources)
                return Effect.Ignored;
            _sources.Add(source, state = new SourceState());
        }

        bool wasBad = state.Accepted?.State <= HealthState.Critical;
        state.Observe(reading, ++_readings, options.DownAfter, options.UpAfter);
        if (reading.Conclusive && (reading.Renews || (wasBad && reading.State == HealthState.Healthy)))
        {
            Reopen(except: source, reading.Renews ? [.. _sources.Keys] : Probes.Keys);
            Decide();
            return Effect.Renewed;
        }

        return Decide() is { } before && !reading.Conclusive && _flap.Note(before, _raw!.Value, options) ? Hold() : Effect.None;
    }

    /// <summary>Forgets sources that are no longer described.</summary>
    public void Forget(IEnumerable<string> sources)
    {
        foreach (string source in sources)
            _sources.Remove(source);
        Decide();
    }

    /// <summary>Lets go of a component that has been quiet.</summary>
    public void EndHold()
    {
        _flap.End();
        Decide();
    }

    // The word of a new process: what these sources saw was the old one.
    private void Reopen(string except, IEnumerable<string> sources)
    {
        foreach (string source in sources)
        {
            if (source != except)
                _sources.Remove(source);
        }

        _flap.End();
    }

    private Effect Hold()
    {
        Own = _flap.Apply(Own!.Value);
        return Effect.Held;
    }

    /// <returns>The raw state before, where there was one and it changed.</returns>
    private HealthState? Decide()
    {
        HealthState? before = _raw;
        // The worst source decides; among equals the one with the latest news, so that the reason is not an old one.
        Deciding = _sources.Values.Where(static source => source.Accepted is not null)
            .OrderBy(static source => source.Accepted!.State).ThenByDescending(static source => source.News)
            .FirstOrDefault()?.Accepted;

        _raw = Deciding?.State;
        Own = _raw is { } raw ? _flap.Apply(raw) : null;
        return before is not null && _raw is not null && before != _raw ? before : null;
    }

    /// <summary>What a reading led to.</summary>
    internal enum Effect
    {
        /// <summary>Nothing besides what <see cref="Own"/> and <see cref="Reason"/> say.</summary>
        None,

        /// <summary>It was not taken in: too many sources.</summary>
        Ignored,

        /// <summary>It is new: its probes should look again at once.</summary>
        Renewed,

        /// <summary>It changes too often; the time of quiet begins anew.</summary>
        Held,
    }
}
