using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Has the cause of each new trouble looked for, and notes the answer. Belongs to the loop; the looking is done off it, one at a time.</summary>
/// <remarks>
/// A component that got worse by itself is looked at once enough of its trouble has been measured, and again after four times as long if the trouble goes on;
/// the second answer is noted only where it differs. A component is looked at anew after a minute at the earliest, unless it has another incident.
/// </remarks>
internal sealed class DiagnosisDesk(IDiagnostician diagnostician, RecoveryParts parts, IncidentBook book)
{
    private const int MostWaiting = 64;
    private const int SecondLook = 4;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly Dictionary<ComponentName, Look> _looks = [];
    private readonly Queue<Look> _waiting = new();
    private bool _busy;

    /// <summary>Runs work on the loop with the care for faults and pictures that the owner takes.</summary>
    public required Action<Action> Turn { get; init; }

    /// <summary>Takes in what was seen.</summary>
    public void Take(HealthTransition seen)
    {
        if (seen.SymptomOf is not null || seen.To >= HealthState.Healthy || seen.To >= seen.From && book.Find(seen.Component) is null)
            return;
        IncidentId? incident = book.Find(seen.Component)?.Id;
        long now = parts.Loop.Time.GetTimestamp();
        if (_looks.TryGetValue(seen.Component, out Look? known))
        {
            if (known.Incident == incident && (known.Pending || parts.Loop.Time.GetElapsedTime(known.Stamp, now) < Rest))
                return;
            if (known.Pending && known.Incident is null)
            {
                known.Incident = incident; // the same trouble, which has become an incident
                return;
            }
        }

        Forget(now);
        var look = new Look(seen, incident, now);
        _looks[seen.Component] = look;
        Plan(look, diagnostician.Settle);
    }

    private void Plan(Look look, TimeSpan after) => _ = parts.Loop.Schedule(after, () => Turn(() => Enqueue(look)));

    private void Enqueue(Look look)
    {
        if (_waiting.Count < MostWaiting)
            _waiting.Enqueue(look);
        else
            look.Pending = false;
        Next();
    }

    private void Next()
    {
        if (_busy || !_waiting.TryDequeue(out Look? look))
            return;
        _busy = true;
        var question = new DiagnosisQuestion(look.Seen.Component) { Since = look.Seen.At, Seen = look.Seen.Reason };
        parts.Diagnosing(() =>
        {
            LiveDiagnosis? found = null;
            try
            {
                found = diagnostician.Diagnose(question);
            }
            catch (Exception error)
            {
                parts.NoteFault($"the diagnosis of {look.Seen.Component}", error);
            }

            Turn(() => Finish(look, found));
        });
    }

    private void Finish(Look look, LiveDiagnosis? found)
    {
        _busy = false;
        look.Pending = false;
        if (found is not null)
            Note(look, found);
        bool goesOn = parts.Health.Current.Components.TryGetValue(look.Seen.Component, out ComponentHealth? now) && now.State < HealthState.Healthy;
        if (look.Looks++ == 0 && goesOn)
        {
            look.Pending = true;
            Plan(look, diagnostician.Settle * (SecondLook - 1));
        }

        Next();
    }

    private void Note(Look look, LiveDiagnosis found)
    {
        string? first = found.Answer.IsEmpty ? null : found.Answer.Suspects[0].Component;
        if (look.Looks > 0 && first == look.Named)
            return;
        look.Named = first;
        DiagnosisMade made = found.ToFact(look.Seen.Component, look.Incident);
        _ = parts.Journal.Append(made);
        if (look.Incident is not { } incident)
            return;
        if (book.Find(incident) is { } open)
            open.Diagnosed(made, CauseOf(look.Seen.Component, first));
        else
            book.Diagnosed(incident, made);
    }

    // Recovery only waits for a cause that the component is known to depend on, and that is not well.
    private ComponentName? CauseOf(ComponentName component, string? named) =>
        ComponentName.TryParse(named, out ComponentName cause) && cause != component
        && parts.Health.Current.Components.TryGetValue(cause, out ComponentHealth? its) && its.State < HealthState.Healthy
        && parts.Health.Current.NeededBy(component).Contains(cause) ? cause : null;

    private void Forget(long now)
    {
        if (_looks.Count < 1024)
            return;
        foreach ((ComponentName component, Look look) in _looks)
        {
            if (!look.Pending && parts.Loop.Time.GetElapsedTime(look.Stamp, now) >= Rest)
                _ = _looks.Remove(component);
        }
    }

    private sealed class Look(HealthTransition seen, IncidentId? incident, long stamp)
    {
        public HealthTransition Seen => seen;

        public long Stamp => stamp;

        public IncidentId? Incident { get; set; } = incident;

        /// <summary>Whether a look is planned or under way.</summary>
        public bool Pending { get; set; } = true;

        public int Looks { get; set; }

        /// <summary>The component named by the look before.</summary>
        public string? Named { get; set; }
    }
}
