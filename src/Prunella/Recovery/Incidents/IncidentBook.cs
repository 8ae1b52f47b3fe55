using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Which incidents are open, which were, and which component is a symptom in which of them.</summary>
internal sealed class IncidentBook(int kept)
{
    private readonly Dictionary<ComponentName, OpenIncident> _open = [];
    private readonly Dictionary<ComponentName, OpenIncident> _attached = [];
    private IReadOnlyList<Incident> _closed = [];

    /// <summary>Open incidents, in no order.</summary>
    public IReadOnlyCollection<OpenIncident> Open => _open.Values;

    /// <summary>The last closed ones, oldest first; a new list after each change.</summary>
    public IReadOnlyList<Incident> Closed => _closed;

    public OpenIncident? Find(ComponentName component) => _open.GetValueOrDefault(component);

    public OpenIncident? Find(IncidentId id) => _open.Values.FirstOrDefault(open => open.Id == id);

    public void Add(OpenIncident incident) => _open.Add(incident.Component, incident);

    public void Close(OpenIncident incident)
    {
        _ = _open.Remove(incident.Component);
        _closed = [.. _closed.TakeLast(kept - 1), incident.Picture];
    }

    /// <summary>Adds what was found out after the end.</summary>
    public void Diagnosed(IncidentId id, Journal.DiagnosisMade made) =>
        _closed = [.. _closed.Select(one => one.Id == id ? one with { Diagnosis = made } : one)];

    /// <summary>Adds the error that was named after the end.</summary>
    public void Recognised(IncidentId id, Journal.ErrorRecognised error)
    {
        if (_closed.Any(one => one.Id == id))
            _closed = [.. _closed.Select(one => one.Id == id ? one with { Error = error } : one)];
    }

    /// <summary>Adds the commits that were found after the end.</summary>
    public void Traced(IncidentId id, Journal.CommitsSuspected causes)
    {
        if (_closed.Any(one => one.Id == id))
            _closed = [.. _closed.Select(one => one.Id == id ? one with { Causes = causes } : one)];
    }

    /// <summary>The incident, open or just over, that <paramref name="component"/> is a symptom in.</summary>
    public OpenIncident? AttachedTo(ComponentName component) => _attached.GetValueOrDefault(component);

    public void Attach(ComponentName component, OpenIncident root) => _attached[component] = root;

    public void Detach(ComponentName component) => _attached.Remove(component);

    public ComponentName[] SymptomsOf(OpenIncident root) =>
        [.. _attached.Where(entry => entry.Value == root).Select(static entry => entry.Key).Order()];
}
